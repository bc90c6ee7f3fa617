import type { Account } from '../../../shared/account.ts';
import { belowBase } from '../router/router.ts';
import type { Failure } from './failure.ts';
import type { SessionState } from './session.ts';

export type Membership = Account['organizations'][number];

/** Who may see a page: anyone, a person who is signed in, or a member of the organization in its path. */
export type PageAccess = 'anyone' | 'person' | 'member';

export type Verdict =
  | { kind: 'wait' }
  | { kind: 'accounts_off' }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'redirect'; to: string }
  | { kind: 'not_found' }
  | { kind: 'show'; organization: Membership | null };

/**
 * Decides what is shown at a place. This is a courtesy to the person, not a protection: the server checks every
 * request on its own.
 */
export function decide(
  access: PageAccess,
  session: SessionState,
  place: { path: string; organizationId: string | null },
): Verdict {
  if (session.kind === 'loading') return { kind: 'wait' };
  if (session.kind === 'accounts_off') return { kind: 'accounts_off' };
  if (session.kind === 'failed') return { kind: 'failed', failure: session.failure };
  if (access === 'anyone') return { kind: 'show', organization: null };
  if (session.kind === 'signed_out') return { kind: 'redirect', to: signInFor(place.path) };
  if (access === 'person') return { kind: 'show', organization: null };
  const organization = session.account.organizations.find(({ id }) => id === place.organizationId);
  return organization ? { kind: 'show', organization } : { kind: 'not_found' };
}

/** The sign-in page, which leads back to where the person wanted to go. */
function signInFor(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(`/dashboard${path}`)}`;
}

/**
 * Where to go after signing in. Only an address of the dashboard is followed: a link to our sign-in page must not
 * be able to send the person to another site.
 */
export function placeAfterSignIn(next: string | null): string {
  return belowBase(next ?? '') ?? '/';
}

/** The first page of a person: the organization they used last, the first they are in, or making one. */
export function homeOf(account: Account, lastOrganizationId: string | null): string {
  const { organizations, invitations } = account;
  const home = organizations.find(({ id }) => id === lastOrganizationId) ?? organizations[0];
  if (home) return `/${home.id}/keys`;
  return invitations.length > 0 ? '/invitations' : '/welcome';
}
