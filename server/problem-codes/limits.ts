import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** Which limit or quota is reached. */
export const LIMIT_CODES = {
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
  concurrency_limit: row(
    429,
    'RateLimitError',
    'Too many discoveries at once',
    'Wait until one of your organization’s running discoveries has ended, then try again. It was not charged.',
  ),
  key_limit_reached: row(
    403,
    'ForbiddenError',
    'The organization has as many keys as it may',
    'Revoke a key that is not used any more, then try again.',
  ),
  organization_limit_reached: row(
    403,
    'ForbiddenError',
    'You own as many organizations as one person may',
    'Delete one that is not used any more, or ask another person to make the new one.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
