import { afterEach, describe, expect, it } from 'vitest';
import { cookieOf, PASSWORD } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';

let service: TestService;
afterEach(() => service.stop());
const start = async (environment: Record<string, string> = {}) =>
  (service = await TestService.start(environment, { accounts: true }));

const EVIL = { origin: 'https://evil.example' };
const signIn = (
  email: string,
  options: { cookie?: string; headers?: Record<string, string>; password?: string } = {},
) => {
  const { password = PASSWORD, ...rest } = options;
  return service.people.request('POST', '/api/auth/sign-in/email', {
    ...rest,
    body: { email, password },
  });
};
const account = (cookie: string) => service.people.request('GET', '/api/v1/account', { cookie });

describe('a session', () => {
  it('is a cookie that no script reads, no other site sends and no neighbouring host sets', async () => {
    await start({ PUBLIC_URL: 'https://play.example' });
    await service.people.signUp('ada@example.com');
    const response = await signIn('ada@example.com');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-kloakd\.session_token=/);
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i]) {
      expect(cookie).toMatch(attribute);
    }
    expect(cookie).not.toMatch(/Domain/i);
    const body = await response.text();
    expect(body).not.toContain('token');
    expect((await account(cookieOf(response))).status).toBe(200);
  });

  it('on plain http has no Secure attribute, which the browser would refuse', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    const [cookie = ''] = (await signIn('ada@example.com')).headers.getSetCookie();
    expect(cookie).toMatch(/^kloakd\.session_token=.*HttpOnly; SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('is never one that somebody else has chosen', async () => {
    await start();
    const mallory = await service.people.signUp('mallory@example.com');
    await service.people.signUp('ada@example.com');
    const response = await signIn('ada@example.com', { cookie: mallory.cookie });
    const ada = cookieOf(response);
    expect(ada).not.toBe(mallory.cookie);
    expect(await json(await account(ada))).toMatchObject({ person: { email: 'ada@example.com' } });
    expect(await json(await account(mallory.cookie))).toMatchObject({
      person: { email: 'mallory@example.com' },
    });
    expect((await account(`${ada}x`)).status).toBe(401);
    expect((await account('kloakd.session_token=made-up')).status).toBe(401);
  });

  it('ends when the person signs out, on the server too', async () => {
    await start();
    const ada = await service.people.signUp('ada@example.com');
    const out = await service.people.request('POST', '/api/auth/sign-out', {
      cookie: ada.cookie,
      body: {},
    });
    expect(out.status).toBe(200);
    expect((await account(ada.cookie)).status).toBe(401);
  });

  it('can be ended from another browser', async () => {
    await start();
    const lost = await service.people.signUp('ada@example.com');
    const cookie = cookieOf(await signIn('ada@example.com'));
    const list = await service.people.request('GET', '/api/auth/list-sessions', { cookie });
    const [first] = (await json<{ token: string }[]>(list)).filter(({ token }) =>
      lost.cookie.includes(encodeURIComponent(token)),
    );
    const body = { token: first?.token };
    await service.people.request('POST', '/api/auth/revoke-session', { cookie, body });
    expect((await account(lost.cookie)).status).toBe(401);
    expect((await account(cookie)).status).toBe(200);
  });
});

describe('another site', () => {
  it.each([
    ['POST', '/api/v1/account/token', { organization_id: '11111111-1111-4111-8111-111111111111' }],
    ['POST', '/api/v1/account/organizations', { name: 'Evil' }],
    ['POST', '/api/v1/account/invitations/11111111-1111-4111-8111-111111111111/accept', undefined],
    ['DELETE', '/api/v1/account', { email: 'ada@example.com' }],
    ['POST', '/api/auth/sign-out', {}],
    ['POST', '/api/auth/update-user', { name: 'Evil' }],
    ['POST', '/api/auth/sign-in/email', { email: 'mallory@example.com', password: PASSWORD }],
  ])('cannot use a person’s cookie for %s %s', async (method, path, body) => {
    await start();
    const ada = await service.people.signUp('ada@example.com');
    const send = (headers: Record<string, string>) =>
      service.people.request(method, path, { cookie: ada.cookie, body, headers });
    expect(await json(await send(EVIL))).toMatchObject({ status: 403, code: 'origin_not_allowed' });
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({ origin: `${service.accounts.origins[0]}.evil.example` })).status).toBe(
      403,
    );
    expect(await json(await account(ada.cookie))).toMatchObject({
      person: { name: 'ada' },
      organizations: [],
    });
  });

  it('cannot pass for this one by the Host header', async () => {
    await start();
    const ada = await service.people.signUp('ada@example.com');
    const response = await service.people.request('POST', '/api/v1/account/organizations', {
      cookie: ada.cookie,
      body: { name: 'Evil' },
      headers: { ...EVIL, 'x-forwarded-host': 'evil.example' },
    });
    expect(response.status).toBe(403);
    await service.people.request('POST', '/api/auth/request-password-reset', {
      body: { email: ada.email },
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(service.people.linkTo(ada.email)).toMatch(/^http:\/\/play\.test\//);
  });

  it('is not where a link of a mail leads back to', async () => {
    await start();
    const body = { name: 'Ada', email: 'ada@example.com', password: PASSWORD };
    const response = await service.people.request('POST', '/api/auth/sign-up/email', {
      body: { ...body, callbackURL: 'https://evil.example/' },
    });
    expect(response.status).toBe(403);
  });
});

describe('guessing passwords', () => {
  it('is refused after twenty tries a minute, whatever address the client claims', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    const guess = (index: number) =>
      signIn('ada@example.com', {
        password: `guess number ${index}`,
        headers: {
          'x-playground-client-address': `203.0.113.${index}`,
          'x-forwarded-for': `203.0.113.${index}`,
        },
      });
    const statuses = [];
    for (let index = 0; index < 21; index += 1) statuses.push((await guess(index)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    const refused = await guess(99);
    expect(await json(refused)).toMatchObject({ code: 'rate_limited', retry_after: 60 });
    expect(refused.headers.get('retry-after')).toBe('60');
    service.clock.advance(60_000);
    expect((await signIn('ada@example.com')).status).toBe(200);
  });

  it('counts with invalid keys against the failures of a network', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    const attack = { apiKey: 'sk-live-made-up', organizationId: 'x' };
    for (let index = 0; index < 99; index += 1) await service.call(attack, 'GET', 'skanyr/health');
    expect((await signIn('ada@example.com', { password: 'a wrong one' })).status).toBe(401);
    expect(await json(await signIn('ada@example.com'))).toMatchObject({
      status: 429,
      code: 'too_many_failed_attempts',
    });
  });
});

describe('the account library', () => {
  it.each([
    ['POST', '/api/auth/organization/create'],
    ['POST', '/api/auth/organization/accept-invitation'],
    ['POST', '/api/auth/delete-user'],
    ['POST', '/api/auth/change-email'],
    ['POST', '/api/auth/link-social'],
    ['GET', '/api/auth/ok'],
    ['GET', '/api/auth/error'],
    ['GET', '/api/auth/sign-in/email'],
    ['POST', '/api/auth/sign-in/../organization/create'],
    ['POST', '/api/auth/sign-in%2f..%2forganization/create'],
  ])('does not offer %s %s', async (method, path) => {
    await start();
    const ada = await service.people.signUp('ada@example.com');
    const response = await service.people.request(method, path, {
      cookie: ada.cookie,
      ...(method === 'POST' ? { body: { name: 'Acme', slug: 'acme' } } : {}),
    });
    expect(await json(response)).toMatchObject({ status: 404, code: 'not_found' });
  });
});
