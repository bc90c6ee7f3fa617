import type { Key } from './dashboard-steps.ts';

/** What belongs to the organization that a stranger wants to reach. */
export interface Target {
  organizationId: string;
  discoveryId: string;
  artifactId: string;
  /** What the discovery was made of. */
  pageUrl: string;
  keyId: string;
  userId: string;
  invitationId: string;
}

/** One request, and the only answer that is right. */
export interface Attempt {
  what: string;
  method: string;
  /** From `/api/v1`. */
  path: string;
  credential: string;
  /** Of the header `X-Kloakd-Organization`. */
  organizationId: string;
  body?: object;
  status: number;
  code: string;
}

/** A key or a token of the stranger, who is the owner of an organization of their own. */
export function strangersAttempts(credential: string, own: Key, target: Target): Attempt[] {
  return [
    ...foreignOrganization(credential, own, target),
    ...foreignThings(credential, own, target),
  ];
}

/** The foreign organization in path, in header, and in both. */
function foreignOrganization(credential: string, own: Key, target: Target): Attempt[] {
  const of = (id: string) => [
    `/organizations/${id}/skanyr/discover/${target.discoveryId}`,
    `/organizations/${id}/skanyr/api-map/${target.artifactId}`,
    `/organizations/${id}/skanyr/detected-apis?page_url=${encodeURIComponent(target.pageUrl)}`,
    `/organizations/${id}/usage`,
    `/organizations/${id}/usage.csv`,
    `/organizations/${id}/api-keys`,
    `/organizations/${id}/discoveries`,
    `/organizations/${id}/members`,
    `/organizations/${id}/plan`,
    `/organizations/${id}/audit`,
    `/organizations/${id}/export`,
  ];
  const denied = { status: 403, code: 'organization_mismatch' };
  const { organizationId: mine } = own;
  const { organizationId: theirs } = target;
  const reads = [
    { where: 'path', paths: of(theirs), organizationId: mine },
    { where: 'header', paths: of(mine), organizationId: theirs },
    { where: 'path and header', paths: of(theirs), organizationId: theirs },
  ].flatMap(({ where, paths, organizationId }) =>
    paths.map((path) => ({
      what: `foreign ${where}`,
      method: 'GET',
      path,
      credential,
      organizationId,
      ...denied,
    })),
  );
  const writes = [
    { method: 'POST', path: 'skanyr/discover', body: { url: 'https://example.com/' } },
    { method: 'POST', path: 'api-keys', body: { name: 'Mine now' } },
    { method: 'DELETE', path: `api-keys/${target.keyId}` },
    { method: 'POST', path: 'invitations', body: { email: 'me@stranger.example', role: 'owner' } },
    { method: 'DELETE', path: `members/${target.userId}` },
    { method: 'PATCH', path: '', body: { name: 'Mine now' } },
    { method: 'DELETE', path: '', body: { name: 'Acme' } },
  ].map(({ path, ...write }) => ({
    what: 'a change in the foreign organization',
    path: `/organizations/${theirs}${path && `/${path}`}`,
    credential,
    organizationId: theirs,
    ...write,
    ...denied,
  }));
  return [...reads, ...writes];
}

/** The stranger's own organization everywhere, and an ID of a thing of the other one. */
function foreignThings(credential: string, own: Key, target: Target): Attempt[] {
  const isToken = !credential.startsWith('sk-');
  const skanyr = [
    { method: 'GET', path: `discover/${target.discoveryId}` },
    { method: 'GET', path: `discover/${target.discoveryId}/events` },
    { method: 'GET', path: `jobs/${target.discoveryId}` },
    { method: 'GET', path: `api-map/${target.artifactId}` },
    { method: 'POST', path: 'retry', body: { discovery_id: target.discoveryId } },
  ].map(({ path, ...rest }) => ({ what: 'a foreign discovery', path: `skanyr/${path}`, ...rest }));
  // These are for members only, whatever they ask for.
  const members = [
    {
      what: 'a foreign key',
      method: 'POST',
      path: `api-keys/${target.keyId}/rotate`,
      body: { overlap_seconds: 0 },
    },
    { what: 'a foreign key', method: 'DELETE', path: `api-keys/${target.keyId}` },
    { what: 'a foreign member', method: 'DELETE', path: `members/${target.userId}` },
    {
      what: 'a foreign member',
      method: 'PATCH',
      path: `members/${target.userId}`,
      body: { role: 'member' },
    },
    { what: 'a foreign invitation', method: 'DELETE', path: `invitations/${target.invitationId}` },
  ];
  const notFound = { status: 404, code: 'not_found' };
  const forMembers = isToken ? notFound : { status: 403, code: 'member_required' };
  const request = { credential, organizationId: own.organizationId };
  const prefix = `/organizations/${own.organizationId}`;
  return [
    ...skanyr.map((thing) => ({ ...thing, ...notFound })),
    ...members.map((thing) => ({ ...thing, ...forMembers })),
  ].map(({ path, ...attempt }) => ({ ...request, ...attempt, path: `${prefix}/${path}` }));
}

/** What needs an admin or an owner, tried by a member of the organization. */
export function membersAttempts(token: string, target: Target): Attempt[] {
  return [
    { method: 'POST', path: 'api-keys', body: { name: 'Bob’s' } },
    { method: 'POST', path: `api-keys/${target.keyId}/rotate`, body: { overlap_seconds: 0 } },
    { method: 'DELETE', path: `api-keys/${target.keyId}` },
    { method: 'POST', path: 'invitations', body: { email: 'eve@acme.example', role: 'member' } },
    { method: 'PATCH', path: `members/${target.userId}`, body: { role: 'member' } },
    { method: 'DELETE', path: `members/${target.userId}` },
    { method: 'GET', path: 'audit' },
    { method: 'GET', path: 'export' },
    { method: 'PATCH', path: '', body: { name: 'Bob & Co' } },
    { method: 'DELETE', path: '', body: { name: 'Acme' } },
  ].map(({ path, ...rest }) => ({
    what: 'the job of an admin or an owner, by a member',
    path: `/organizations/${target.organizationId}${path && `/${path}`}`,
    credential: token,
    organizationId: target.organizationId,
    status: 403,
    code: 'role_required',
    ...rest,
  }));
}
