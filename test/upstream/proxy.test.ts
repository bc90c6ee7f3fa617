import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../server/config/config.ts';
import { eventually } from '../support/eventually.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { realTokens } from '../support/real-tokens.ts';
import { StubAccounts } from '../support/stub-accounts.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { startModule } from './module-process.ts';
import { CERTIFICATE } from './self-signed.ts';

const TIMEOUTS = { connectMs: 2_000, headersMs: 1_500, idleMs: 20_000 };
const clock = new FakeClock();
const people = new StubAccounts(realTokens(clock));
let upstream: Awaited<ReturnType<typeof startModule>>;
let service: TestService;
let live: Credentials;
let visitor: Credentials;

async function start(moduleUpstreams: Record<string, unknown>): Promise<TestService> {
  return TestService.start(
    { MODULE_UPSTREAMS: JSON.stringify(moduleUpstreams) },
    { clock, accounts: people, upstreamTimeouts: TIMEOUTS },
  );
}
beforeAll(async () => {
  upstream = await startModule();
  service = await start({
    fetchyr: { url: `${upstream.url}/base`, reads: ['POST /search'] },
    parlyr: upstream.url,
    webgrph: { url: upstream.url, openapi: '/openapi.json' },
  });
  live = await service.liveKey();
  visitor = await service.visit();
});
afterAll(async () => {
  await service.stop();
  await upstream.kill();
});
beforeEach(() => clock.advance(61_000));

interface Echo {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  bytes: number;
}
const echoOf = async (response: Response) => {
  expect(response.status).toBe(200);
  return json<Echo>(response);
};

describe('what a module gets', () => {
  it('is the path, the query and the body, below its own base', async () => {
    const echo = await echoOf(await service.call(live, 'POST', 'fetchyr/a/b?q=1&q=2', { x: 'ü' }));
    expect(echo).toMatchObject({ method: 'POST', url: '/base/a/b?q=1&q=2' });
    expect(JSON.parse(Buffer.from(echo.body, 'latin1').toString('utf8'))).toEqual({ x: 'ü' });
  });

  it('is never the client’s key, cookies, or what a client wrote in the headers that we write', async () => {
    const forged = {
      cookie: 'session=mine',
      'x-kloakd-plan': 'enterprise',
      'x-kloakd-assertion': 'forged',
      'x-request-id': 'forged',
      'x-forwarded-for': '10.0.0.1',
      'x-http-method-override': 'DELETE',
      'x-api-key': live.apiKey,
      'proxy-authorization': `Bearer ${live.apiKey}`,
      te: 'trailers',
      accept: 'text/csv',
    };
    const response = await service.call(live, 'POST', 'parlyr/x', {}, forged);
    const { headers } = await echoOf(response);
    expect(JSON.stringify(headers)).not.toContain(live.apiKey);
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'accept-language',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
      'x-kloakd-assertion',
      'x-kloakd-organization',
      'x-kloakd-plan',
      'x-request-id',
    ]);
    expect(headers).toMatchObject({
      accept: 'text/csv',
      host: new URL(upstream.url).host,
      'x-kloakd-organization': live.organizationId,
      'x-kloakd-plan': 'developer',
      'x-request-id': response.headers.get('x-request-id'),
    });
  });

  it('is an assertion that it can verify with our published keys, for it alone', async () => {
    const { headers } = await echoOf(await service.call(live, 'POST', 'parlyr/x', {}));
    const jwks = await json<JSONWebKeySet>(await fetch(`${service.url}/api/v1/jwks`));
    const verify = (audience: string) =>
      jwtVerify(headers['x-kloakd-assertion'] ?? '', createLocalJWKSet(jwks), {
        issuer: 'http://localhost:8787',
        audience,
        typ: 'assertion+jwt',
        currentDate: new Date(clock.now()),
      });
    const { payload } = await verify('parlyr');
    expect(payload).toMatchObject({
      organization_id: live.organizationId,
      plan: 'developer',
      caller: 'live',
      access: 'write',
      request_id: headers['x-request-id'],
    });
    await expect(verify('fetchyr')).rejects.toThrow(/aud/);
  });

  it('names the member and the role where a member asks', async () => {
    const user = people.place(live.organizationId, 'admin');
    const who = { ...live, apiKey: await people.token(user, live.organizationId) };
    const { headers } = await echoOf(await service.call(who, 'GET', 'parlyr/x'));
    const [, claims = ''] = (headers['x-kloakd-assertion'] ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: user,
      caller: 'member',
      role: 'admin',
      access: 'read',
    });
    expect(JSON.stringify(headers)).not.toContain(who.apiKey);
  });

  it('is a body as it arrives, before the client has sent all of it', async () => {
    const { port } = new URL(service.url);
    const request = httpRequest({
      port,
      method: 'POST',
      path: `/api/v1/organizations/${live.organizationId}/parlyr/stream`,
      headers: {
        authorization: `Bearer ${live.apiKey}`,
        'x-kloakd-organization': live.organizationId,
        'content-type': 'application/json',
      },
    });
    request.write('[1,');
    // The module answers at the first byte; its answer comes although our body never ends.
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    request.on('error', () => undefined).destroy();
    await service.call(live, 'POST', 'parlyr/release', {});
  });
});

describe('before a module is asked', () => {
  it.each([
    ['fetchyr', 'POST', 'search'],
    ['webgrph', 'POST', 'search'],
    ['webgrph', 'POST', 'items/7'],
    ['parlyr', 'GET', 'anything'],
  ])('a read of %s passes for a member: %s %s', async (module, method, path) => {
    const reader = people.place(live.organizationId, 'member');
    const who = { ...live, apiKey: await people.token(reader, live.organizationId) };
    const body = method === 'POST' ? {} : undefined;
    expect((await service.call(who, method, `${module}/${path}`, body)).status).toBe(200);
  });

  it.each([
    ['fetchyr', 'POST', 'searching'],
    ['fetchyr', 'PUT', 'search'],
    ['parlyr', 'POST', 'search'],
    ['webgrph', 'POST', 'items/purge'],
    ['webgrph', 'POST', 'items/PURGE'],
    ['webgrph', 'POST', 'items/x%2F..%2Fpurge'],
    ['webgrph', 'GET', 'reset'],
    ['webgrph', 'DELETE', 'unknown'],
  ])('a write of %s is refused to a member: %s %s', async (module, method, path) => {
    const reader = people.place(live.organizationId, 'member');
    const who = { ...live, apiKey: await people.token(reader, live.organizationId) };
    const body = method === 'POST' ? {} : undefined;
    const response = await service.call(who, method, `${module}/${path}`, body);
    expect(await json(response)).toMatchObject({ status: 403, code: 'role_required' });
  });

  it('a body is not read of a caller who is refused', async () => {
    const response = await service.call(visitor, 'POST', 'parlyr/x', 'x'.repeat(100_000));
    expect(await json(response)).toMatchObject({ status: 403, code: 'not_entitled' });
    const stranger = await fetch(
      `${service.url}/api/v1/organizations/${live.organizationId}/parlyr/x`,
      { method: 'POST', body: 'not JSON', headers: { 'content-type': 'application/json' } },
    );
    expect(stranger.status).toBe(401);
  });

  it('a path that servers may read differently is 400', async () => {
    const response = await service.call(live, 'GET', 'parlyr/a%2F..%2Fb');
    expect(await json(response)).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('a body that is not JSON is 415', async () => {
    const headers = { 'content-type': 'text/plain' };
    const response = await service.call(live, 'POST', 'parlyr/x', 'x', headers);
    expect(response.status).toBe(415);
  });

  it('a body over ten megabytes is 413, whether its length was announced or not', async () => {
    const big = 'x'.repeat(10 * 1024 * 1024);
    expect((await service.call(live, 'POST', 'parlyr/x', big)).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(JSON.stringify(big)));
        controller.close();
      },
    });
    const withoutLength = {
      method: 'POST',
      body: chunks,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${live.apiKey}`,
        'x-kloakd-organization': live.organizationId,
        'content-type': 'application/json',
      },
    };
    const url = `${service.url}/api/v1/organizations/${live.organizationId}/parlyr/x`;
    const unannounced = await fetch(url, withoutLength);
    expect(await json(unannounced)).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('its OpenAPI document must have been read: until then everything is a write', async () => {
    const broken = await start({ parlyr: { url: upstream.url, openapi: '/status/500' } });
    try {
      const key = await broken.liveKey();
      const reader = people.place(key.organizationId, 'member');
      const who = { ...key, apiKey: await people.token(reader, key.organizationId) };
      expect((await broken.call(who, 'GET', 'parlyr/x')).status).toBe(403);
      expect((await broken.call(key, 'GET', 'parlyr/x')).status).toBe(200);
    } finally {
      await broken.stop();
    }
  });
});

describe('what a client gets', () => {
  it('is the answer without cookies and CORS, and with our own security headers', async () => {
    const response = await service.call(live, 'GET', 'parlyr/headers');
    const plain = await service.call(live, 'GET', 'skanyr/health');
    const lengths = new Set(['etag', 'content-length', 'transfer-encoding']);
    const names = (answer: Response) =>
      [...answer.headers.keys()].filter((name) => !lengths.has(name));
    expect(names(response)).toEqual(names(plain));
    for (const name of ['content-security-policy', 'cache-control', 'ratelimit-policy']) {
      expect(response.headers.get(name), name).toBe(plain.headers.get(name));
    }
    expect(response.headers.get('x-request-id')).not.toBe('theirs');
    expect(response.headers.get('etag')).toBe('"kept"');
  });

  it.each([400, 401, 403, 404, 409, 422, 429])(
    'is a %i of the module as the module wrote it',
    async (status) => {
      const response = await service.call(live, 'GET', `parlyr/status/${status}`);
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({ theirs: 'a secret of the module', status });
    },
  );

  it.each([
    ['status/500', 'http'],
    ['status/502', 'http'],
    ['status/503', 'http'],
    ['status/504', 'http'],
    ['redirect', 'http'],
    ['cut', 'http'],
    ['garbage', 'http'],
    ['huge-headers', 'http'],
    ['silent', 'timeout'],
  ])('is 502 where the module fails: %s', async (path, stage) => {
    const response = await service.call(live, 'GET', `parlyr/${path}`);
    const body = await json<Record<string, unknown>>(response);
    expect(body).toMatchObject({
      status: 502,
      error: 'UpstreamError',
      code: 'upstream_failed',
      module: 'parlyr',
      charged: false,
      stage,
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is the first answer: a GET that the module answers with 503 is not sent again', async () => {
    const asked = async () =>
      (await json<{ failuresAsked: number }>(await service.call(live, 'GET', 'parlyr/counts')))
        .failuresAsked;
    const before = await asked();
    expect((await service.call(live, 'GET', 'parlyr/status/503')).status).toBe(502);
    expect(await asked()).toBe(before + 1);
  });

  it('is broken off where the module breaks off in the middle', async () => {
    const response = await service.call(live, 'GET', 'parlyr/half');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await service.call(live, 'GET', 'parlyr/x')).status).toBe(200);
  });

  it('is a stream as it comes, and its end reaches the module when the client goes away', async () => {
    const before = await json<{ closed: number }>(await service.call(live, 'GET', 'parlyr/counts'));
    const response = await service.call(live, 'GET', 'parlyr/stream');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    // The module sends nothing more before it is released, so this did not wait for the end.
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: {"n":1}\n\n');
    await reader?.cancel();
    await eventually(async () => {
      const now = await json<{ closed: number }>(await service.call(live, 'GET', 'parlyr/counts'));
      return now.closed === before.closed + 1;
    });
  });
});

describe('a module that cannot be reached', () => {
  const failureAt = async (url: string) => {
    const lone = await start({ parlyr: url });
    try {
      return await json(await lone.call(await lone.liveKey(), 'GET', 'parlyr/x'));
    } finally {
      await lone.stop();
    }
  };

  it('is 502 with the step: no host, no listener, and a certificate that nobody vouches for', async () => {
    expect(await failureAt('http://nowhere.invalid')).toMatchObject({ status: 502, stage: 'dns' });

    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failureAt(`http://127.0.0.1:${port}`)).toMatchObject({ stage: 'connect' });

    let asked = 0;
    const imposter = createTlsServer(CERTIFICATE, (_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => imposter.listen(0, '127.0.0.1', resolve));
    const address = `https://localhost:${(imposter.address() as AddressInfo).port}`;
    expect(await failureAt(address)).toMatchObject({ status: 502, stage: 'tls' });
    expect(asked).toBe(0);
    imposter.close();
  });
});

describe('which modules are installed', () => {
  it('is told by the key’s description, and the others are 404', async () => {
    const response = await fetch(`${service.url}/api/v1/key`, {
      headers: {
        authorization: `Bearer ${live.apiKey}`,
        'x-kloakd-organization': live.organizationId,
      },
    });
    const { modules } = await json<{ modules: unknown }>(response);
    expect(modules).toEqual(
      ['skanyr', 'fetchyr', 'parlyr', 'webgrph'].map((name) => ({ name, installed: true })),
    );
    const enterprise = await service.liveKey('enterprise');
    const missing = await service.call(enterprise, 'GET', 'nexus/x');
    expect(await json(missing)).toMatchObject({ status: 404, code: 'module_not_installed' });
  });

  it.each(['skanyr', 'unknown'])('cannot be set for %s', async (module) => {
    await expect(start({ [module]: upstream.url })).rejects.toThrow(ConfigError);
  });
});
