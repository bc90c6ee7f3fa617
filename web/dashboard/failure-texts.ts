import type { Failure } from './models/failure.ts';

interface Words {
  title: string;
  text: string;
}

const BY_KIND: Record<Failure['kind'], Words> = {
  offline: {
    title: 'The server could not be reached',
    text: 'Check your network, then try again. Nothing was changed.',
  },
  refused: { title: 'The server refused this', text: '' },
  broken: {
    title: 'Something went wrong in this page',
    text: 'Reload the page. If it happens again, tell the operator.',
  },
};

/** Texts for codes that the dashboard can explain better than the server, which does not know the page. */
const BY_CODE: Partial<Record<string, Words>> = {
  role_required: {
    title: 'Your role does not allow this',
    text: 'Ask an owner or an admin of this organization.',
  },
  member_required: {
    title: 'You are no longer a member',
    text: 'Somebody removed you from this organization, or it was deleted.',
  },
  email_not_verified: {
    title: 'Your address is not verified yet',
    text: 'Open the link in the mail that was sent to it.',
  },
  internal_error: { title: 'Something went wrong on our side', text: 'Try again in a moment.' },
  invitation_invalid: {
    title: 'This invitation is not open any more',
    text: 'It was withdrawn or used, or is older than seven days.',
  },
  last_owner: {
    title: 'An organization needs an owner',
    text: 'Make somebody else an owner first.',
  },
  confirmation_mismatch: {
    title: 'The confirmation does not match',
    text: 'Type it exactly as it is shown.',
  },
};

/** Texts for answers without a heading, such as a proxy's error page. */
const BY_STATUS: Partial<Record<number, Words>> = {
  404: { title: 'Not found', text: 'It may have been removed meanwhile.' },
  429: { title: 'Too many requests', text: 'Wait a moment, then try again.' },
  500: { title: 'Something went wrong on our side', text: 'Try again in a moment.' },
  502: { title: 'The service does not answer', text: 'Try again in a moment.' },
  503: { title: 'The service is busy', text: 'Try again in a moment.' },
};

/**
 * A heading, a sentence on what to do, and the server's own sentence where it says more. A code without a text here gets
 * the server's heading and sentence.
 */
export function wordsFor(failure: Failure): Words & { detail: string } {
  const { kind, code, status, title, detail } = failure;
  const ours = BY_CODE[code];
  if (ours) return { ...ours, detail };
  if (title !== '' && detail !== '') return { title, text: detail, detail: '' };
  return { ...(BY_STATUS[status] ?? BY_KIND[kind]), detail };
}
