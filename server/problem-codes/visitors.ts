import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** Why an anonymous visitor gets no key, or nobody gets their discoveries. */
export const VISITOR_CODES = {
  implausible_fingerprint: row(
    400,
    'ValidationError',
    'The fingerprint is not one that a browser gives',
    'Send the components exactly as the fingerprint library gives them.',
  ),
  proof_required: row(
    428,
    'ApiError',
    'A new visitor must solve a small puzzle',
    'Solve the enclosed challenge and send the request again with the solution as proof and the same fingerprint.',
  ),
  invalid_proof: row(
    400,
    'ValidationError',
    'The proof of work is not valid',
    'Ask for a new challenge and solve it within five minutes, on the same network and in the same browser.',
  ),
  too_many_new_visitors: row(
    429,
    'RateLimitError',
    'Too many new visitors from this network',
    'Try again later, or use a live key.',
  ),
  claim_code_invalid: row(
    404,
    'NotFoundError',
    'This code is not valid',
    'A code works once, for ten minutes, and on the network where it was made. Ask for a new one where you saw your results.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
