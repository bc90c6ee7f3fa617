import { afterEach, describe, expect, it } from 'vitest';
import { cookieOf, SERVICE_ORIGIN } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';
import { CONFIDENTIAL_CLIENT, startProvider } from './tokens/real-provider.ts';

let service: TestService;
let provider: Awaited<ReturnType<typeof startProvider>>;
afterEach(async () => {
  provider.stop();
  await service.stop();
});

async function start(claims: object, environment: Record<string, string> = {}): Promise<void> {
  provider = await startProvider(
    { name: 'Ada', ...claims },
    `${SERVICE_ORIGIN}/api/auth/callback/oidc`,
  );
  service = await TestService.start(
    {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CONFIDENTIAL_CLIENT.id,
      OIDC_CLIENT_SECRET: CONFIDENTIAL_CLIENT.secret,
      OIDC_NAME: 'Corp login',
      ...environment,
    },
    { accounts: true },
  );
}

/** From the button on the sign-in page to the answer of our callback. */
async function signIn(): Promise<Response> {
  const begun = await service.people.request('POST', '/api/auth/sign-in/social', {
    body: { provider: 'oidc', callbackURL: '/dashboard', errorCallbackURL: '/dashboard/sign-in' },
  });
  const { url } = await json<{ url: string }>(begun);
  const back = new URL(await provider.consent(url, 'ada'));
  return service.people.request('GET', back.pathname + back.search, { cookie: cookieOf(begun) });
}

const VERIFIED = { email: 'ada@corp.example', email_verified: true };

describe('signing in with an OpenID provider', () => {
  it('makes an account with a confirmed address, and finds it again', async () => {
    await start(VERIFIED);
    const options = await service.people.request('GET', '/api/v1/account/options');
    expect(await json(options)).toMatchObject({ providers: [{ id: 'oidc', name: 'Corp login' }] });
    for (let round = 0; round < 2; round += 1) {
      const response = await signIn();
      expect(response.headers.get('location')).toBe('/dashboard');
      const account = await service.people.request('GET', '/api/v1/account', {
        cookie: cookieOf(response),
      });
      expect(await json(account)).toMatchObject({
        person: { email: 'ada@corp.example', email_verified: true, name: 'Ada' },
      });
    }
    expect(service.accountRows('SELECT email FROM user')).toHaveLength(1);
    const [stored] = service.accountRows<Record<string, string | null>>('SELECT * FROM account');
    expect(stored).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
  });

  it('makes no account where signing up is closed', async () => {
    await start(VERIFIED, { SIGN_UP: 'closed' });
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(
      /\/dashboard\/sign-in\?.*error=sign_up_closed/,
    );
    expect(response.headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/);
    expect(service.accountRows('SELECT * FROM user')).toEqual([]);
  });

  it('does not take over an account whose address the provider has not confirmed', async () => {
    await start({ email: 'ada@corp.example', email_verified: false });
    await service.people.signUp('ada@corp.example');
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(/error=/);
    expect(service.accountRows(`SELECT * FROM account WHERE providerId = 'oidc'`)).toEqual([]);
  });

  it('answers an unknown provider, and a callback that nobody asked for', async () => {
    await start(VERIFIED);
    const unknown = await service.people.request('POST', '/api/auth/sign-in/social', {
      body: { provider: 'github' },
    });
    expect(await json(unknown)).toMatchObject({ status: 404, code: 'not_found' });
    const forged = await service.people.request('GET', '/api/auth/callback/oidc?code=x&state=y');
    expect(forged.headers.get('location')).toMatch(/error=/);
    expect(service.accountRows('SELECT * FROM session')).toEqual([]);
  });
});
