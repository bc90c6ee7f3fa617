import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, SERVICE_ORIGIN, type SignedIn } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';

const EVIL = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/%5Cevil.example',
  'http://play.test.evil.example/',
  'http://play.test@evil.example/',
  'javascript:alert(1)',
];

let service: TestService;
let ada: SignedIn;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
  ada = await service.people.signUp('ada@example.com');
});
afterEach(() => service.stop());

const post = (path: string, body: object, cookie?: string) =>
  service.people.request('POST', path, { body, ...(cookie ? { cookie } : {}) });
const isSignedIn = (response: Response) =>
  /session_token=[^;]/.test(response.headers.getSetCookie().join());
/** The parts of an answer that are the same in two equal answers: neither request ID nor time. */
const shapeOf = async (response: Response) => {
  const { request_id: _, ...body } = await json<Record<string, unknown>>(response);
  return [response.status, body];
};

describe('who has an account', () => {
  beforeEach(async () => {
    await post('/api/auth/sign-up/email', {
      name: 'New',
      email: 'unconfirmed@example.com',
      password: PASSWORD,
    });
  });
  const ADDRESSES = ['ada@example.com', 'unconfirmed@example.com', 'nobody@example.com'];

  it('is not told by asking for another mail to confirm an address', async () => {
    const mailsBefore = service.mails.length;
    const answers = [];
    for (const email of ADDRESSES) {
      answers.push(await shapeOf(await post('/api/auth/send-verification-email', { email })));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const told = service.mails.slice(mailsBefore).map(({ to }) => to);
    expect(told).toEqual(['unconfirmed@example.com']);
  });

  it('is not told by a wrong password', async () => {
    const answers = [];
    for (const email of ADDRESSES) {
      answers.push(
        await shapeOf(await post('/api/auth/sign-in/email', { email, password: 'not it' })),
      );
    }
    expect(answers[0]).toMatchObject([401, { code: 'sign_in_failed' }]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is not told by inviting an address', async () => {
    const owner = await service.people.createOrganization(ada);
    const answers = [];
    for (const email of ['unconfirmed@example.com', 'nobody@example.com']) {
      const response = await service.call(owner, 'POST', 'invitations', { email, role: 'member' });
      const { id: _, email: __, ...rest } = await json<Record<string, unknown>>(response);
      answers.push([response.status, rest]);
    }
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe('a link of a mail', () => {
  it('that confirms an address signs in once: found later, in a history or a log, it opens nothing', async () => {
    await post('/api/auth/sign-up/email', {
      name: 'Grace',
      email: 'grace@example.com',
      password: PASSWORD,
    });
    const link = new URL(service.people.linkTo('grace@example.com'));
    const follow = () => service.people.request('GET', link.pathname + link.search);
    expect(isSignedIn(await follow())).toBe(true);
    const again = await follow();
    expect(isSignedIn(again)).toBe(false);
  });

  it.each(EVIL)('never leads on to %s', async (target) => {
    await post('/api/auth/sign-up/email', {
      name: 'Grace',
      email: 'grace@example.com',
      password: PASSWORD,
    });
    const link = new URL(service.people.linkTo('grace@example.com'));
    for (const token of [link.searchParams.get('token') ?? '', 'not-a-token']) {
      const query = new URLSearchParams({ token, callbackURL: target });
      const response = await service.people.request('GET', `/api/auth/verify-email?${query}`);
      const location = response.headers.get('location');
      // A redirect is allowed only to this service.
      if (location !== null) {
        expect(new URL(location, SERVICE_ORIGIN).origin).toBe(SERVICE_ORIGIN);
      } else expect(response.status).toBe(403);
    }
  });

  it.each(EVIL)('for a new password cannot be made to lead to %s', async (redirectTo) => {
    const body = { email: ada.email, redirectTo };
    const response = await post('/api/auth/request-password-reset', body);
    expect(response.status).toBe(403);
    expect(service.mails.filter(({ subject }) => subject.includes('new password'))).toEqual([]);
  });

  it('names the configured origin, whatever Host the request has', async () => {
    const send = (path: string, body: object, authorization = '') =>
      sendWithHost(service.url, 'evil.example', path, body, authorization);
    await send('/api/auth/sign-up/email', {
      name: 'Grace',
      email: 'grace@example.com',
      password: PASSWORD,
    });
    await send('/api/auth/request-password-reset', { email: ada.email });
    await send('/api/auth/sign-up/email', { name: 'A', email: ada.email, password: PASSWORD });
    const owner = await service.people.createOrganization(ada);
    const path = `/api/v1/organizations/${owner.organizationId}/invitations`;
    await send(path, { email: 'mary@example.com', role: 'member' }, `Bearer ${owner.apiKey}`);
    const mails = service.mails.slice(1);
    expect(mails.map(({ to }) => to)).toEqual([
      'grace@example.com',
      ada.email,
      ada.email,
      'mary@example.com',
    ]);
    for (const { text } of mails) {
      expect(text).toContain(`${SERVICE_ORIGIN}/`);
      expect(text).not.toContain('evil.example');
    }
  });
});

describe('a cookie alone', () => {
  it('of a visitor’s device gets no claim code', async () => {
    const { cookie, organizationId } = await service.visit();
    const response = await fetch(`${service.url}/api/v1/playground/claims`, {
      method: 'POST',
      headers: { cookie: cookie ?? '', 'x-kloakd-organization': organizationId },
    });
    expect(await json(response)).toMatchObject({ status: 401, code: 'credential_missing' });
    expect(service.rows('SELECT * FROM claim_code')).toEqual([]);
  });

  it('of a session and of a device claims nothing, and opens no route of an organization', async () => {
    const owner = await service.people.createOrganization(ada);
    const visitor = await service.visit();
    await service.discover(visitor, 'https://shop.example.com/');
    const made = await fetch(`${service.url}/api/v1/playground/claims`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${visitor.apiKey}`,
        'x-kloakd-organization': visitor.organizationId,
      },
    });
    const { code } = await json<{ code: string }>(made);
    const base = `/api/v1/organizations/${owner.organizationId}`;
    const cookie = `${ada.cookie}; ${visitor.cookie}`;
    const headers = { 'x-kloakd-organization': owner.organizationId };
    for (const [method, path, body] of [
      ['POST', `${base}/claim`, { code }],
      ['GET', `${base}/api-keys`, undefined],
      ['POST', `${base}/api-keys`, { name: 'Mine' }],
    ] as const) {
      const response = await service.people.request(method, path, { cookie, body, headers });
      expect(await json(response)).toMatchObject({ status: 401, code: 'credential_missing' });
    }
    expect(service.rows('SELECT * FROM api_key WHERE tier = ?', 'live')).toEqual([]);
    // It was not used up.
    expect((await service.call(owner, 'POST', 'claim', { code })).status).toBe(200);
  });
});

describe('a person', () => {
  it.each([
    { email: 'boss@example.com' },
    { emailVerified: true },
    { image: 'https://evil.example/' },
  ])('cannot write %j about themself', async (fields) => {
    const response = await post('/api/auth/update-user', { name: 'Ada', ...fields }, ada.cookie);
    expect(response.status).toBe(400);
    const account = await service.people.request('GET', '/api/v1/account', ada);
    expect(await json(account)).toMatchObject({ person: { email: ada.email } });
  });

  it('cannot end the session of another by its ID', async () => {
    const grace = await service.people.signUp('grace@example.com');
    const [session] = service.accountRows<{ id: string; token: string }>(
      'SELECT id, token FROM session WHERE userId = ?',
      ada.userId,
    );
    for (const token of [session?.id, session?.token]) {
      await post('/api/auth/revoke-session', { token }, grace.cookie);
    }
    const account = await service.people.request('GET', '/api/v1/account', ada);
    expect(account.status).toBe(200);
  });
});

/** `fetch` sets the Host header itself. */
function sendWithHost(
  url: string,
  host: string,
  path: string,
  body: object,
  authorization: string,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url + path,
      {
        method: 'POST',
        headers: {
          host,
          'x-forwarded-host': host,
          forwarded: `host=${host}`,
          origin: SERVICE_ORIGIN,
          'content-type': 'application/json',
          ...(authorization ? { authorization } : {}),
          'x-kloakd-organization': path.split('/')[4] ?? '',
        },
      },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      },
    );
    request.on('error', reject).end(JSON.stringify(body));
  });
}
