import { createHook } from 'node:async_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { cookieOf, PASSWORD } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';

let service: TestService;
afterEach(() => service.stop());
const start = async (environment: Record<string, string> = {}) =>
  (service = await TestService.start(environment, { accounts: true }));

const signUp = (email: string, fields: object = {}) =>
  service.people.request('POST', '/api/auth/sign-up/email', {
    body: { name: 'Ada', email, password: PASSWORD, ...fields },
  });
const signIn = (email: string, password = PASSWORD) =>
  service.people.request('POST', '/api/auth/sign-in/email', { body: { email, password } });

describe('signing up', () => {
  it('leads from a form over the link of a mail to an organization and a token that opens it', async () => {
    await start();
    expect((await signUp('ada@example.com')).status).toBe(200);
    expect((await signIn('ada@example.com')).status).toBe(403);
    const link = new URL(service.people.linkTo('ada@example.com'));
    const verified = await service.people.request('GET', link.pathname + link.search);
    expect(verified.status).toBe(302);
    const cookie = cookieOf(verified);

    const made = await service.people.request('POST', '/api/v1/account/organizations', {
      cookie,
      body: { name: 'Analytical Engines' },
    });
    expect(made.status).toBe(201);
    const { id } = await json<{ id: string }>(made);
    const account = await service.people.request('GET', '/api/v1/account', { cookie });
    expect(await json(account)).toMatchObject({
      person: { email: 'ada@example.com', email_verified: true, name: 'Ada' },
      organizations: [{ id, name: 'Analytical Engines', role: 'owner' }],
      invitations: [],
    });
    const token = await service.people.request('POST', '/api/v1/account/token', {
      cookie,
      body: { organization_id: id },
    });
    const { token: apiKey } = await json<{ token: string }>(token);
    const organization = await service.call({ apiKey, organizationId: id }, 'GET', '');
    expect(await json(organization)).toMatchObject({
      id,
      name: 'Analytical Engines',
      plan: 'developer',
      role: 'owner',
    });
  });

  it('answers a known address like a new one, and tells only its owner by mail', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    const fresh = await signUp('new@example.com');
    const known = await signUp('ada@example.com', {
      name: 'Not Ada',
      password: 'another password',
    });
    expect(known.status).toBe(fresh.status);
    expect(known.headers.getSetCookie()).toEqual([]);
    const shape = (body: object) =>
      JSON.stringify(body, (key, value: unknown) =>
        key === '' || key === 'user' ? value : typeof value,
      );
    expect(shape(await json<object>(known))).toBe(shape(await json<object>(fresh)));
    expect(service.mails.at(-1)).toMatchObject({
      to: 'ada@example.com',
      subject: expect.stringContaining('already have an account'),
    });
    expect((await signIn('ada@example.com', 'another password')).status).toBe(401);
    expect((await signIn('ada@example.com')).status).toBe(200);
  });

  it('hashes a password for a known and an unknown address alike, so that time tells nothing', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    let hashes = 0;
    const counter = createHook({ init: (_, type) => (hashes += type === 'SCRYPTREQUEST' ? 1 : 0) });
    counter.enable();
    const costOf = async (request: () => Promise<Response>) => {
      hashes = 0;
      await request();
      return hashes;
    };
    const costs = [
      await costOf(() => signUp('ada@example.com')),
      await costOf(() => signUp('new@example.com')),
      await costOf(() => signIn('ada@example.com', 'a wrong password')),
      await costOf(() => signIn('nobody@example.com', 'a wrong password')),
    ];
    counter.disable();
    expect(costs).toEqual([1, 1, 1, 1]);
  });

  it('answers a request for a new password alike for a known and an unknown address', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    const ask = (email: string) =>
      service.people.request('POST', '/api/auth/request-password-reset', { body: { email } });
    const [known, unknown] = [await ask('ada@example.com'), await ask('nobody@example.com')];
    expect(await known.text()).toBe(await unknown.text());
    expect(service.mails.filter(({ to }) => to === 'nobody@example.com')).toEqual([]);
  });

  it('refuses a short password and a field that it does not know', async () => {
    await start();
    expect(await json(await signUp('ada@example.com', { password: 'short' }))).toMatchObject({
      code: 'invalid_field',
      field: 'password',
    });
    const verified = await signUp('ada@example.com', { emailVerified: true });
    expect(await json(verified)).toMatchObject({ code: 'invalid_field', field: 'emailVerified' });
    expect(service.accountRows('SELECT * FROM user')).toEqual([]);
  });

  it('stores no address of a client, and no password or link that could be used', async () => {
    await start();
    await service.people.signUp('ada@example.com');
    await service.people.request('POST', '/api/auth/request-password-reset', {
      body: { email: 'ada@example.com' },
    });
    const token = new URL(service.people.linkTo('ada@example.com')).searchParams.get('token');
    const tables = ['session', 'account', 'verification'];
    const stored = tables.map((table) =>
      JSON.stringify(service.accountRows(`SELECT * FROM ${table}`)),
    );
    expect(stored.join()).not.toContain(PASSWORD);
    expect(stored.join()).not.toContain(token);
    expect(service.accountRows('SELECT ipAddress FROM session')).toEqual([{ ipAddress: null }]);
    expect(stored[1]).toMatch(/"password":"[0-9a-f]{32}:[0-9a-f]{128}"/);
  });
});

describe('a new password', () => {
  it('comes by a link that works once, and ends every session', async () => {
    await start();
    const ada = await service.people.signUp('ada@example.com');
    await service.people.request('POST', '/api/auth/request-password-reset', {
      body: { email: ada.email },
    });
    const link = new URL(service.people.linkTo(ada.email));
    expect(link.origin + link.pathname).toBe('http://play.test/dashboard/reset');
    const token = link.searchParams.get('token');
    const reset = (newPassword: string) =>
      service.people.request('POST', '/api/auth/reset-password', { body: { newPassword, token } });
    expect((await reset('the new password')).status).toBe(200);
    const account = await service.people.request('GET', '/api/v1/account', ada);
    expect(await json(account)).toMatchObject({ code: 'session_required' });
    expect((await signIn(ada.email)).status).toBe(401);
    expect((await signIn(ada.email, 'the new password')).status).toBe(200);
    expect(await json(await reset('yet another one'))).toMatchObject({ code: 'link_invalid' });
  });
});

describe('a server where signing up is closed', () => {
  it('takes nobody but invited addresses, and says why', async () => {
    await start({ SIGN_UP: 'closed' });
    expect(await json(await signUp('ada@example.com'))).toMatchObject({
      status: 403,
      code: 'sign_up_closed',
    });
    expect(service.mails).toEqual([]);
    expect(service.accountRows('SELECT * FROM user')).toEqual([]);
    const options = await service.people.request('GET', '/api/v1/account/options');
    expect(await json(options)).toEqual({
      enabled: true,
      sign_up: 'closed',
      domains: [],
      password_length_min: 10,
      providers: [],
    });
  });

  it('takes an invited address until the invitation has expired', async () => {
    await start({ SIGN_UP: 'example.com' });
    const owner = await service.people.owner();
    expect((await signUp('bob@elsewhere.org')).status).toBe(403);
    const bob = await service.people.member(owner, 'member', 'bob@elsewhere.org');
    expect(bob.organizationId).toBe(owner.organizationId);
    await service.call(owner, 'POST', 'invitations', {
      email: 'late@elsewhere.org',
      role: 'member',
    });
    service.clock.advance(7 * 24 * 3_600_000);
    expect((await signUp('late@elsewhere.org')).status).toBe(403);
  });

  it('compares the whole domain', async () => {
    await start({ SIGN_UP: 'example.com' });
    for (const email of ['a@evil-example.com', 'a@example.com.evil.org', 'a@sub.example.com']) {
      expect((await signUp(email)).status).toBe(403);
    }
    expect((await signUp('a@EXAMPLE.com')).status).toBe(200);
  });
});
