import type { ErrorCode } from '../shared/error-codes.ts';
import type { ErrorClass } from '../shared/errors.ts';

interface CodeRow {
  status: number;
  error: ErrorClass;
  title: string;
  /** What the page behind the error's `type` link says. */
  explanation: string;
}

const row = (status: number, error: ErrorClass, title: string, explanation: string): CodeRow => ({
  status,
  error,
  title,
  explanation,
});

/** Every code that a client can meet. Codes are stable: programs switch on them. */
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
    'The fingerprint is not one a browser gives',
    'Send the components of the fingerprint library as they come.',
  ),
  invalid_proof: row(
    400,
    'ValidationError',
    'The proof of work does not hold',
    'Ask for a new challenge and solve that one, from the same network and browser, within five minutes.',
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
    'Send the header “Authorization: Bearer <api key>”.',
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
    'Ask for a new key: the same visitor keeps the same ledger.',
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
    'There is no such route or resource in this organization.',
  ),
  module_not_installed: row(
    404,
    'NotFoundError',
    'This module is not installed here',
    'The operator of this server has not connected this module.',
  ),
  body_too_large: row(
    413,
    'ValidationError',
    'The body is too large',
    'Send less: the detail names the limit.',
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
    'Only the usual web ports can be discovered.',
  ),
  private_address: row(
    422,
    'ValidationError',
    'This points to a private network',
    'Only public hosts can be discovered.',
  ),
  blocked_host: row(
    422,
    'ValidationError',
    'This host cannot be discovered',
    'Only public hosts can be discovered.',
  ),
  robots_disallowed: row(
    422,
    'ValidationError',
    'The site asks robots to stay away',
    'Its robots.txt disallows this address, and discovery obeys it.',
  ),
  proof_required: row(
    428,
    'ApiError',
    'A new visitor must solve a small puzzle',
    'Solve the enclosed challenge and send it back as proof, with the same fingerprint.',
  ),
  rate_limited: row(
    429,
    'RateLimitError',
    'Too many requests',
    'Wait until the window resets; retry_after says how long.',
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
    'The free discoveries are for life and never refill. A live key has its own quota.',
  ),
  monthly_quota_exhausted: row(
    429,
    'RateLimitError',
    'This month’s discoveries are used',
    'The quota refills at the start of the next month (UTC); a larger plan has more.',
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
    'The detail says where it failed: DNS, connect, TLS, timeout or HTTP status.',
  ),
  overloaded: row(
    503,
    'ApiError',
    'Too busy at the moment',
    'Try again after the seconds in retry_after.',
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
    'The client went away before it ended.',
  ),
  internal_error: row(
    500,
    'ApiError',
    'The service failed',
    'This is our fault and was not charged. The request ID helps the operator to find it.',
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
  /** For the log only; never sent. */
  cause?: unknown;
}

/** The one error class. `detail` is one sentence for the client: what is wrong and what to do. */
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
