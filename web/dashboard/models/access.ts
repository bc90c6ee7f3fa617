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
 * Decides what is shown at an address. This protects nothing, since the server checks every request. It only saves the
 * person a page that would fail.
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
 * Where to go after signing in. Only an address of the dashboard is accepted: otherwise a link to our sign-in page could
 * lead the person to another site.
 */
export function placeAfterSignIn(next: string | null): string {
  return belowBase(next ?? '') ?? '/';
}

/** A person's first page: the organization they used last, or their first one, or the form for a new one. */
export function homeOf(account: Account, lastOrganizationId: string | null): string {
  const { organizations, invitations } = account;
  const home = organizations.find(({ id }) => id === lastOrganizationId) ?? organizations[0];
  if (home) return `/${home.id}/keys`;
  return invitations.length > 0 ? '/invitations' : '/welcome';
}
