import type { ErrorCode } from '../../shared/error-codes.ts';
import { row, type CodeRow } from './row.ts';

/** What goes wrong when people sign up, sign in, or manage an organization's members. */
export const PEOPLE_CODES = {
  session_required: row(401, 'AuthenticationError', 'Not signed in', 'Sign in, then try again.'),
  sign_in_failed: row(
    401,
    'AuthenticationError',
    'The email address or the password is wrong',
    'Check both, or choose a new password with “Forgot password”.',
  ),
  sign_up_closed: row(
    403,
    'ForbiddenError',
    'Signing up is closed',
    'The operator of this server decides who may sign up. Ask for an invitation, or use an address that is allowed.',
  ),
  email_not_verified: row(
    403,
    'ForbiddenError',
    'The email address is not verified',
    'Open the link in the mail that we sent to this address, then try again.',
  ),
  link_invalid: row(
    400,
    'ValidationError',
    'This link is not valid any more',
    'A link from a mail works once and for an hour. Ask for a new one.',
  ),
  origin_not_allowed: row(
    403,
    'ForbiddenError',
    'This request came from another site',
    'Requests that use your session must come from a page of this service.',
  ),
  invitation_invalid: row(
    404,
    'NotFoundError',
    'This invitation is not valid',
    'It was withdrawn or used, has expired, or was sent to another address. Ask for a new one.',
  ),
  last_owner: row(
    403,
    'ForbiddenError',
    'An organization needs an owner',
    'Make another member an owner first, or delete the organization.',
  ),
} as const satisfies Partial<Record<ErrorCode, CodeRow>>;
