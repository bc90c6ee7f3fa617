import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** Why a key or token is refused: it is not valid, or does not allow this request. */
export const CREDENTIAL_CODES = {
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
  read_only_credential: row(
    403,
    'ForbiddenError',
    'This key or plan may only read',
    'Use a key with full access, which an owner or admin can make. The detail says whether it is the plan that only allows reading.',
  ),
  not_entitled: row(
    403,
    'NotEntitledError',
    'The plan does not include this module',
    'The upgrade page says which plan includes which module.',
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
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
