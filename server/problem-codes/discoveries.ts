import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** Why a target cannot be discovered. */
export const DISCOVERY_CODES = {
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
  target_unreachable: row(
    502,
    'UpstreamError',
    'The site could not be reached',
    'The detail says at which step it failed: DNS, connect, TLS, timeout or HTTP status. It was not charged.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
