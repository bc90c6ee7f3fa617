import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** What is wrong with a request itself: its body, size, headers or address. */
export const REQUEST_CODES = {
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
  idempotency_key_reused: row(
    400,
    'ValidationError',
    'This Idempotency-Key belongs to another request',
    'Use a new Idempotency-Key for each new request; send the same one only to repeat the very same request.',
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
  not_found: row(
    404,
    'NotFoundError',
    'Not found',
    'There is no such route, or no such resource in this organization. Check the address.',
  ),
  confirmation_mismatch: row(
    400,
    'ValidationError',
    'The confirmation does not match',
    'The detail says what to type. Nothing was deleted.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
