import type { ErrorCode } from '../shared/error-codes.ts';
import type { ErrorClass } from '../shared/errors.ts';

interface CodeRow {
  status: number;
  error: ErrorClass;
  title: string;
  /** The text on the page that the error's `type` link opens. */
  explanation: string;
}

const row = (status: number, error: ErrorClass, title: string, explanation: string): CodeRow => ({
  status,
  error,
  title,
  explanation,
});

/** Every error code that a client can get. Codes never change, because programs switch on them. */
export const PROBLEMS = {
  invalid_json: row(
    400,
    'ValidationError',
    'The body is not valid JSON',
    'Send a JSON object, encoded as UTF-8.',
  ),
  invalid_field: row(
    400,
    'ValidationError',
    'A field is missing or wrong',
    'The detail names the field and what it must be.',
  ),
  invalid_request: row(
    400,
    'ValidationError',
    'The request could not be read',
    'The request line, a header or the encoding is malformed.',
  ),
  implausible_fingerprint: row(
    400,
    'ValidationError',
    'The fingerprint is not one that a browser gives',
    'Send the components exactly as the fingerprint library gives them.',
  ),
  invalid_proof: row(
    400,
    'ValidationError',
    'The proof of work is not valid',
    'Ask for a new challenge and solve it within five minutes, on the same network and in the same browser.',
  ),
  idempotency_key_reused: row(
    400,
    'ValidationError',
    'This Idempotency-Key belongs to another request',
    'Use a new Idempotency-Key for each new request; send the same one only to repeat the very same request.',
  ),
  credential_missing: row(
    401,
    'AuthenticationError',
    'No credential',
    'Send your key in the header “Authorization: Bearer sk-…”.',
  ),
  credential_malformed: row(
    401,
    'AuthenticationError',
    'That is not a key of this service',
    'Keys begin with sk-test- or sk-live-. Check that the whole key was copied.',
  ),
  key_unknown: row(
    401,
    'AuthenticationError',
    'Unknown key',
    'No such key exists here. Check that the key was made on this server.',
  ),
  key_revoked: row(
    401,
    'AuthenticationError',
    'This key was revoked',
    'Use another key, or make a new one.',
  ),
  key_expired: row(401, 'AuthenticationError', 'This key has expired', 'Make a new key.'),
  key_network_limit: row(
    401,
    'AuthenticationError',
    'This key was used from too many networks today',
    'Ask for a new key. It has the same quota.',
  ),
  organization_header_missing: row(
    401,
    'AuthenticationError',
    'The organization header is missing',
    'Send the header “X-Kloakd-Organization” with the organization’s UUID.',
  ),
  organization_mismatch: row(
    403,
    'ForbiddenError',
    'Not this organization',
    'The organization in the path and in X-Kloakd-Organization must be the one the key belongs to.',
  ),
  read_only_key: row(
    403,
    'ForbiddenError',
    'Playground keys cannot change anything',
    'Keys that begin with sk-test- can only read. A live key can write.',
  ),
  not_entitled: row(
    403,
    'NotEntitledError',
    'The plan does not include this module',
    'The upgrade page says which plan includes which module.',
  ),
  not_found: row(
    404,
    'NotFoundError',
    'Not found',
    'There is no such route, or no such resource in this organization. Check the address.',
  ),
  module_not_installed: row(
    404,
    'NotFoundError',
    'This module is not installed here',
    'The operator of this server has not connected this module. Ask the operator, or use another module.',
  ),
  body_too_large: row(
    413,
    'ValidationError',
    'The body is too large',
    'Send a smaller body. The detail names the limit.',
  ),
  headers_too_large: row(
    431,
    'ValidationError',
    'The headers are too large',
    'Send fewer or shorter headers and cookies: 16 KB in all.',
  ),
  request_timeout: row(
    408,
    'ValidationError',
    'The request did not arrive in time',
    'Send the whole request within 15 seconds.',
  ),
  unsupported_media_type: row(
    415,
    'ValidationError',
    'The body is not JSON',
    'Send the header “Content-Type: application/json”.',
  ),
  invalid_url: row(
    422,
    'ValidationError',
    'That is not a web address',
    'Give a full address, such as https://api.example.com.',
  ),
  scheme_not_allowed: row(
    422,
    'ValidationError',
    'Only http and https can be discovered',
    'Give an address that begins with https:// or http://.',
  ),
  userinfo_not_allowed: row(
    422,
    'ValidationError',
    'The address contains a user name or password',
    'Remove what stands before the @.',
  ),
  port_not_allowed: row(
    422,
    'ValidationError',
    'That port is not a web port',
    'Remove the port from the address, or use one of the usual web ports.',
  ),
  private_address: row(
    422,
    'ValidationError',
    'The address belongs to a private network',
    'Give the address of a public host. Private and local addresses cannot be discovered.',
  ),
  blocked_host: row(
    422,
    'ValidationError',
    'This host cannot be discovered',
    'Give the address of another public host.',
  ),
  robots_disallowed: row(
    422,
    'ValidationError',
    'The site does not allow robots',
    'The robots.txt of the site disallows this address, and discovery obeys it. Try another site.',
  ),
  proof_required: row(
    428,
    'ApiError',
    'A new visitor must solve a small puzzle',
    'Solve the enclosed challenge and send the request again with the solution as proof and the same fingerprint.',
  ),
  rate_limited: row(
    429,
    'RateLimitError',
    'Too many requests',
    'Wait as many seconds as retry_after says, then try again.',
  ),
  too_many_failed_attempts: row(
    429,
    'RateLimitError',
    'Too many failed attempts from this network',
    'Wait a minute, then try again with a valid key.',
  ),
  lifetime_quota_exhausted: row(
    429,
    'RateLimitError',
    'All free discoveries are used',
    'The free discoveries do not refill. A live key has its own quota.',
  ),
  monthly_quota_exhausted: row(
    429,
    'RateLimitError',
    'This month’s discoveries are used',
    'The quota refills at the start of the next month (UTC). A larger plan has more.',
  ),
  too_many_new_visitors: row(
    429,
    'RateLimitError',
    'Too many new visitors from this network',
    'Try again later, or use a live key.',
  ),
  target_unreachable: row(
    502,
    'UpstreamError',
    'The site could not be reached',
    'The detail says at which step it failed: DNS, connect, TLS, timeout or HTTP status. It was not charged.',
  ),
  overloaded: row(
    503,
    'ApiError',
    'Too busy at the moment',
    'Wait as many seconds as retry_after says, then try again. It was not charged.',
  ),
  interrupted: row(
    503,
    'ApiError',
    'The service stopped while this ran',
    'It was not charged. Run it again.',
  ),
  cancelled: row(
    503,
    'ApiError',
    'The discovery was cancelled',
    'The client closed the connection before the discovery ended. Run it again.',
  ),
  internal_error: row(
    500,
    'ApiError',
    'The service failed',
    'The fault is on our side, and nothing was charged. Give the operator the request ID.',
  ),
  token_invalid: row(
    401,
    'AuthenticationError',
    'This token is not valid',
    'Sign in again for a new token. Tokens of another issuer or audience are refused.',
  ),
  token_expired: row(
    401,
    'AuthenticationError',
    'This token has expired',
    'Ask for a new token. Tokens are valid for a few minutes.',
  ),
  session_required: row(401, 'AuthenticationError', 'Not signed in', 'Sign in, then try again.'),
  origin_not_allowed: row(
    403,
    'ForbiddenError',
    'This request came from another site',
    'Requests that use your session must come from a page of this service.',
  ),
  email_not_verified: row(
    403,
    'ForbiddenError',
    'The email address is not verified',
    'Open the link in the mail that we sent to this address, then try again.',
  ),
  sign_up_closed: row(
    403,
    'ForbiddenError',
    'Signing up is closed',
    'The operator of this server decides who may sign up. Ask for an invitation, or use an address that is allowed.',
  ),
  sign_in_failed: row(
    401,
    'AuthenticationError',
    'The email address or the password is wrong',
    'Check both, or choose a new password with “Forgot password”.',
  ),
  link_invalid: row(
    400,
    'ValidationError',
    'This link is not valid any more',
    'A link from a mail works once and for an hour. Ask for a new one.',
  ),
  organization_limit_reached: row(
    403,
    'ForbiddenError',
    'You own as many organizations as one person may',
    'Delete one that is not used any more, or ask another person to make the new one.',
  ),
  member_required: row(
    403,
    'ForbiddenError',
    'An API key cannot do this',
    'Members do this in the dashboard, or with a token of their own.',
  ),
  role_required: row(
    403,
    'ForbiddenError',
    'Your role does not allow this',
    'The detail names the role that may. An owner of the organization can change roles.',
  ),
  last_owner: row(
    403,
    'ForbiddenError',
    'An organization needs an owner',
    'Make another member an owner first, or delete the organization.',
  ),
  invitation_invalid: row(
    404,
    'NotFoundError',
    'This invitation is not valid',
    'It was withdrawn or used, has expired, or was sent to another address. Ask for a new one.',
  ),
  read_only_credential: row(
    403,
    'ForbiddenError',
    'This key or plan may only read',
    'Use a key with full access, which an owner or admin can make. The detail says whether it is the plan that only allows reading.',
  ),
  module_not_allowed: row(
    403,
    'ForbiddenError',
    'This key may not use this module',
    'Use a key that is allowed to. An owner or admin decides which modules a key may use.',
  ),
  network_not_allowed: row(
    403,
    'ForbiddenError',
    'This key may not be used from your network',
    'Call from a network that the key is allowed on. An owner or admin decides which those are.',
  ),
  key_limit_reached: row(
    403,
    'ForbiddenError',
    'The organization has as many keys as it may',
    'Revoke a key that is not used any more, then try again.',
  ),
  concurrency_limit: row(
    429,
    'RateLimitError',
    'Too many discoveries at once',
    'Wait until one of your organization’s running discoveries has ended, then try again. It was not charged.',
  ),
  claim_code_invalid: row(
    404,
    'NotFoundError',
    'This code is not valid',
    'A code works once, for ten minutes, and on the network where it was made. Ask for a new one where you saw your results.',
  ),
  confirmation_mismatch: row(
    400,
    'ValidationError',
    'The confirmation does not match',
    'The detail says what to type. Nothing was deleted.',
  ),
  upstream_failed: row(
    502,
    'UpstreamError',
    'The module did not answer',
    'The server of this module failed or took too long. Try again later. The detail says what happened.',
  ),
} as const satisfies Record<ErrorCode, CodeRow>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Codes whose answer carries `upgrade_url`, because a larger plan is a way on. */
export const OFFERS_UPGRADE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'not_entitled',
  'lifetime_quota_exhausted',
  'monthly_quota_exhausted',
  'too_many_new_visitors',
]);

/** Members of the error body that only some problems have. `upgrade_url` is added by code, see `OFFERS_UPGRADE`. */
export interface ProblemExtras {
  field?: string;
  module?: string;
  retry_after?: number;
  reset_at?: string;
  challenge?: unknown;
  stage?: string;
  charged?: boolean;
  /** For the log. Never sent to the client. */
  cause?: unknown;
}

/** An error that a client is told. `detail` is one sentence: what is wrong and what to do about it. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }
}

/** One answer for every way of naming a foreign organization, so that nobody can find out which ones exist. */
export const notThisOrganization = (): Problem =>
  new Problem(
    'organization_mismatch',
    'The organization in the path and in X-Kloakd-Organization must be the one this key belongs to.',
  );
