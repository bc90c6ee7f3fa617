import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** What fails on the side of the service or of a module. */
export const SERVICE_CODES = {
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
  module_not_installed: row(
    404,
    'NotFoundError',
    'This module is not installed here',
    'The operator of this server has not connected this module. Ask the operator, or use another module.',
  ),
  upstream_failed: row(
    502,
    'UpstreamError',
    'The module did not answer',
    'The server of this module failed or took too long. Try again later. The detail says what happened.',
  ),
  internal_error: row(
    500,
    'ApiError',
    'The service failed',
    'The fault is on our side, and nothing was charged. Give the operator the request ID.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
