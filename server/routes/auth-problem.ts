import { Problem } from '../problem.ts';

/** The body of an error from better-auth. */
interface Refusal {
  code?: string;
  message?: string;
}

const CREDENTIALS = new Set(['INVALID_EMAIL_OR_PASSWORD', 'INVALID_PASSWORD']);
const LINKS = new Set(['INVALID_TOKEN', 'TOKEN_EXPIRED', 'USER_NOT_FOUND']);

/** Turns an error of better-auth into a `Problem`, so that clients get errors in one shape only. */
export function toAuthProblem(answer: Response, refusal: Refusal): Problem {
  const { status } = answer;
  const code = refusal.code ?? '';
  if (status === 429) return tooMany(answer);
  if (status >= 500) throw new Error(`The account library answered ${status} ${code}.`);
  if (CREDENTIALS.has(code)) {
    return new Problem('sign_in_failed', 'The email address or the password is wrong: try again.');
  }
  if (LINKS.has(code)) {
    return new Problem('link_invalid', 'This link was used or has expired: ask for a new one.');
  }
  switch (code) {
    case 'EMAIL_NOT_VERIFIED':
      return new Problem(
        'email_not_verified',
        'We sent a new mail to this address: open its link, then sign in.',
      );
    case 'SIGN_UP_CLOSED':
    case 'sign_up_closed':
      return new Problem(
        'sign_up_closed',
        'This address may not sign up here: ask for an invitation.',
      );
    case 'PROVIDER_NOT_FOUND':
      return new Problem('not_found', 'This server offers no such sign-in.');
    default:
      return byStatus(status);
  }
}

function tooMany(answer: Response): Problem {
  const seconds = Math.max(1, Number(answer.headers.get('x-retry-after')) || 60);
  return new Problem(
    'rate_limited',
    `Too many requests from your network: wait ${seconds} seconds.`,
    {
      retry_after: seconds,
    },
  );
}

function byStatus(status: number): Problem {
  switch (status) {
    case 401:
      return new Problem('session_required', 'Sign in first.');
    case 403:
      return new Problem(
        'origin_not_allowed',
        'This request does not come from a page of this service.',
      );
    case 404:
      return new Problem('not_found', 'There is nothing at this address: check the path.');
    default:
      return new Problem('invalid_request', 'The request could not be read: check its fields.');
  }
}
