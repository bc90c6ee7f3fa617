import { describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/account.ts';
import { decide, homeOf, placeAfterSignIn } from '../../../web/dashboard/models/access.ts';
import type { SessionState } from '../../../web/dashboard/models/session.ts';
import { fillPath, matchPath } from '../../../web/dashboard/router/match.ts';

const OPTIONS = {
  enabled: true,
  sign_up: 'open' as const,
  domains: [],
  password_length_min: 12,
  providers: [],
};
const ACCOUNT: Account = {
  person: { id: 'p', email: 'ada@acme.example', email_verified: true, name: 'Ada' },
  organizations: [
    { id: 'acme', name: 'Acme', role: 'owner' },
    { id: 'other', name: 'Other', role: 'member' },
  ],
  invitations: [],
};
const SIGNED_IN: SessionState = { kind: 'signed_in', options: OPTIONS, account: ACCOUNT };
const SIGNED_OUT: SessionState = { kind: 'signed_out', options: OPTIONS };

describe('what is shown at an address', () => {
  it('is the sign-in page, which leads back, for whoever is not signed in', () => {
    const place = { path: '/acme/keys', organizationId: 'acme' };
    expect(decide('member', SIGNED_OUT, place)).toEqual({
      kind: 'redirect',
      to: '/sign-in?next=%2Fdashboard%2Facme%2Fkeys',
    });
  });

  it('is the page for a member, with the role in this organization', () => {
    const place = { path: '/other/keys', organizationId: 'other' };
    expect(decide('member', SIGNED_IN, place)).toEqual({
      kind: 'show',
      organization: { id: 'other', name: 'Other', role: 'member' },
    });
  });

  it('is the same for a foreign organization as for one that does not exist', () => {
    const place = { path: '/foreign/keys', organizationId: 'foreign' };
    expect(decide('member', SIGNED_IN, place)).toEqual({ kind: 'not_found' });
  });

  it('is the word that there are no accounts, where the operator has none, at every address', () => {
    for (const access of ['anyone', 'person', 'member'] as const) {
      const verdict = decide(access, { kind: 'accounts_off' }, { path: '/', organizationId: null });
      expect(verdict).toEqual({ kind: 'accounts_off' });
    }
  });
});

describe('where a person goes after signing in', () => {
  it.each([
    ['/dashboard/claim', '/claim'],
    ['/dashboard', '/'],
    [null, '/'],
    ['https://evil.example/dashboard', '/'],
    ['//evil.example', '/'],
    ['/dashboardevil', '/'],
    ['javascript:alert(1)', '/'],
  ])('%j leads to %s, never to another site', (next, place) => {
    expect(placeAfterSignIn(next)).toBe(place);
  });

  it.each([
    [ACCOUNT, null, '/acme/keys'],
    [ACCOUNT, 'other', '/other/keys'],
    [ACCOUNT, 'left', '/acme/keys'],
    [{ ...ACCOUNT, organizations: [] }, null, '/welcome'],
  ])('home is the organization used last, the first, or making one', (account, last, place) => {
    expect(homeOf(account, last)).toBe(place);
  });
});

describe('a path', () => {
  it('fits its pattern segment by segment', () => {
    expect(matchPath('/:organization_id/keys', '/a%20b/keys')).toEqual({ organization_id: 'a b' });
    expect(matchPath('/:organization_id/keys', '/a/keys/b')).toBeNull();
    expect(matchPath('/:organization_id/keys', '/%E0%A4%A/keys')).toBeNull();
  });

  it('is filled so that a value cannot add a segment', () => {
    expect(fillPath('/:organization_id/keys', { organization_id: '../x' })).toBe('/..%2Fx/keys');
  });
});
