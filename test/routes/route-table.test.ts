import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustId, type OrganizationId, type UserId } from '../../server/identifiers/ids.ts';
import { fingerprint } from '../support/components.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { SERVICE_ORIGIN, type Member } from '../support/signed-in-people.ts';
import { CALLERS, isExpected, type Answer, type Caller } from './expected-answer.ts';
import { listRoutes, type ListedRoute } from './list-routes.ts';
import { renderRouteTable, type RouteRow } from './render-route-table.ts';
import { sampleValue, UNKNOWN_ID } from './sample-value.ts';

const WEB_DIR = new URL('../../dist/web', import.meta.url).pathname;
// Whoever is admitted there is answered 502, since nothing listens on this port.
const UPSTREAMS = { MODULE_UPSTREAMS: '{"fetchyr":"http://127.0.0.1:9"}' };
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

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
  routes = all.filter(({ method }) => METHODS.has(method));
  owner = await service.people.owner();
  member = await service.people.member(owner, 'member');
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

/** One credential per caller. Tokens are made anew, since the clock moves on between routes. */
async function credentials(): Promise<Record<Caller, Credentials | null>> {
  const { organizationId } = owner;
  const tokenOf = async ({ userId }: Member): Promise<Credentials> => {
    const organization = trustId<OrganizationId>(organizationId);
    const { token } = await service.accounts.issueToken(trustId<UserId>(userId), organization);
    return { apiKey: token, organizationId };
  };
  return {
    'no credential': null,
    'test key': await testKey(),
    'live key of another organization': { apiKey: foreign.apiKey, organizationId },
    'read-only live key': { apiKey: readOnly, organizationId },
    'live key': { apiKey: full, organizationId },
    member: await tokenOf(member),
    owner: await tokenOf(owner),
  };
}

let device: Record<string, string> = {};
/** A new key of one and the same visitor, since one of the routes revokes the key that asks. */
async function testKey(): Promise<Credentials> {
  const visitor = await service.visit(fingerprint('table'), device);
  if (visitor.cookie !== null) device = { cookie: visitor.cookie };
  return visitor;
}

async function askAll(route: ListedRoute): Promise<RouteRow> {
  service.clock.advance(61_000);
  const callers = await credentials();
  const answers: [Caller, Answer][] = [];
  for (const caller of CALLERS) answers.push([caller, await ask(route, callers[caller])]);
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
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const code = isJson ? ((JSON.parse(text) as { code?: string }).code ?? null) : null;
  return { status: response.status, code: response.status >= 400 ? code : null };
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
