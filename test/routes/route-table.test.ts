import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../shared/errors.ts';
import { trustId, type OrganizationId, type UserId } from '../../server/identifiers/ids.ts';
import { fingerprint } from '../support/components.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { SERVICE_ORIGIN, type Member } from '../support/signed-in-people.ts';
import { CALLERS, isExpected, type Answer, type Caller } from './expected-answer.ts';
import { listRoutes, type ListedRoute } from './list-routes.ts';
import { renderRouteTable, type RouteRow } from './render-route-table.ts';
import { sampleValue, UNKNOWN_ID } from './sample-value.ts';

const WEB_DIR = new URL('../../dist/web', import.meta.url).pathname;
// An admitted call gets 502, because nothing listens on this port.
const UPSTREAMS = { MODULE_UPSTREAMS: '{"fetchyr":"http://127.0.0.1:9"}' };
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const deletesAll = ({ method, url }: ListedRoute) =>
  method === 'DELETE' && url === '/api/v1/organizations/:organization_id';

let service: TestService;
let routes: ListedRoute[];
let owner: Member;
let member: Member;
let readOnly: string;
let full: string;
let foreign: Credentials;
let rows: RouteRow[];

beforeAll(async () => {
  const all = await listRoutes(async () => {
    service = await TestService.start(UPSTREAMS, { accounts: true, webDir: WEB_DIR });
  });
  const asked = all.filter(({ method }) => METHODS.has(method));
  // Last, since it deletes the organization that all others ask about.
  routes = [...asked.filter((route) => !deletesAll(route)), ...asked.filter(deletesAll)];
  owner = await service.people.owner();
  const organization = trustId<OrganizationId>(owner.organizationId);
  // Lets the organization use the routes of sites.
  await service.storage.setOverrides(organization, { managesSites: true }, []);
  member = await service.people.member(owner, 'member');
  // It includes every module.
  await service.storage.setPlan(trustId<OrganizationId>(owner.organizationId), 'enterprise');
  readOnly = await makeKey('read');
  full = await makeKey('full');
  foreign = await service.liveKey('enterprise');
  rows = [];
  for (const route of routes) rows.push(await askAll(route));
}, 120_000);
afterAll(() => service.stop());

async function makeKey(access: 'read' | 'full'): Promise<string> {
  const response = await service.call(owner, 'POST', 'api-keys', { name: access, access });
  expect(response.status).toBe(201);
  return (await json<{ secret: string }>(response)).secret;
}

/** The credential of a caller. Tokens are made anew each time, since the clock moves on between requests. */
async function credentialOf(caller: Caller): Promise<Credentials | null> {
  const { organizationId } = owner;
  const tokenOf = async ({ userId }: Member): Promise<Credentials> => {
    const organization = trustId<OrganizationId>(organizationId);
    const { token } = await service.accounts.issueToken(trustId<UserId>(userId), organization);
    return { apiKey: token, organizationId };
  };
  switch (caller) {
    case 'no credential':
      return null;
    case 'test key':
      return testKey();
    case 'live key of another organization':
      return { apiKey: foreign.apiKey, organizationId };
    case 'read-only live key':
      return { apiKey: readOnly, organizationId };
    case 'live key':
      return { apiKey: full, organizationId };
    case 'member':
      return tokenOf(member);
    case 'owner':
      return tokenOf(owner);
    default:
      return caller satisfies never;
  }
}

let device: Record<string, string> = {};
/** A new key of one and the same visitor, since one of the routes revokes the key that asks. */
async function testKey(): Promise<Credentials> {
  const visitor = await service.visit(fingerprint('table'), device);
  if (visitor.cookie !== null) device = { cookie: visitor.cookie };
  return visitor;
}

async function askAll(route: ListedRoute): Promise<RouteRow> {
  const answers: [Caller, Answer][] = [];
  for (const caller of CALLERS) {
    // Every request comes in a minute of its own, so that no limit is met.
    service.clock.advance(61_000);
    answers.push([caller, await ask(route, await credentialOf(caller))]);
  }
  return { route, answers: new Map(answers) };
}

async function ask({ method, url, schema }: ListedRoute, who: Credentials | null): Promise<Answer> {
  const path = url
    .replace(':organization_id', who?.organizationId ?? owner.organizationId)
    .replaceAll(/:\w+/g, UNKNOWN_ID)
    .replace('*', 'x');
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const body = schema.body ?? (hasBody ? {} : undefined);
  const response = await fetch(`${service.url}${path}${queryOf(schema)}`, {
    method,
    redirect: 'manual',
    headers: {
      origin: SERVICE_ORIGIN,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(who && { authorization: `Bearer ${who.apiKey}` }),
      ...(who && { 'x-kloakd-organization': who.organizationId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(sampleValue(body)) }),
  });
  const text = await response.text();
  if (response.status < 400) return { status: response.status, code: null };
  const isProblem = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, code: isProblem ? (JSON.parse(text) as ErrorBody).code : null };
}

function queryOf({ querystring }: ListedRoute['schema']): string {
  if (querystring === undefined) return '';
  const values = sampleValue(querystring) as Record<string, string>;
  return `?${new URLSearchParams(values)}`;
}

describe('every route of the running service', () => {
  it('answers each caller as its declaration says', () => {
    const surprises = rows.flatMap(({ route, answers }) =>
      [...answers]
        .filter(([caller, answer]) => !isExpected(declarationOf(route), caller, answer))
        .map(
          ([caller, { status, code }]) =>
            `${route.method} ${route.url}, ${caller}: ${status} ${code}`,
        ),
    );
    expect(surprises).toEqual([]);
  });

  it('that holds an organization in its path is behind the gateway', () => {
    const inOrganization = routes.filter(({ url }) => url.includes(':organization_id'));
    expect(inOrganization.length).toBeGreaterThan(40);
    for (const { url, config } of inOrganization) {
      expect(config.module, url).toBeDefined();
      expect(config.public ?? config.session, url).toBeUndefined();
    }
  });

  it('stands in docs/routes.md with its answers, which `npm run routes` writes anew', async () => {
    await expect(renderRouteTable(rows)).toMatchFileSnapshot('../../docs/routes.md');
  });
});

/** The declaration, with the access that a proxied operation has by its method: no document is configured here. */
function declarationOf({ method, config }: ListedRoute): ListedRoute['config'] {
  return config.accessOf && method === 'GET' ? { ...config, access: 'read' } : config;
}
