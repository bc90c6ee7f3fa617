import { afterEach, describe, expect, it } from 'vitest';
import { cookieOf, PASSWORD } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';
import { GITHUB_CLIENT, startGithub, type GithubPerson } from './github.ts';

const EMAIL = 'ada@acme.example';
const ADA: GithubPerson = {
  id: 4711,
  login: 'ada',
  name: 'Ada Lovelace',
  email: null,
  emails: [
    { email: 'old@acme.example', primary: false, verified: true },
    { email: EMAIL, primary: true, verified: true },
  ],
};

let service: TestService;
let github: Awaited<ReturnType<typeof startGithub>>;
afterEach(async () => {
  github.stop();
  await service.stop();
});

async function start(person = ADA, environment: Record<string, string> = {}): Promise<void> {
  github = await startGithub(person);
  service = await TestService.start(
    {
      GITHUB_CLIENT_ID: GITHUB_CLIENT.id,
      GITHUB_CLIENT_SECRET: GITHUB_CLIENT.secret,
      ...environment,
    },
    { accounts: true },
  );
}

const begin = () =>
  service.people.request('POST', '/api/auth/sign-in/social', {
    body: { provider: 'github', callbackURL: '/dashboard', errorCallbackURL: '/dashboard/sign-in' },
  });

/** From the button on the sign-in page to the answer of our callback. */
async function signIn(): Promise<Response> {
  const begun = await begin();
  const back = github.consent((await json<{ url: string }>(begun)).url);
  return service.people.request('GET', back.pathname + back.search, { cookie: cookieOf(begun) });
}

const personOf = async (response: Response) =>
  json<{ person: { id: string; email: string } }>(
    await service.people.request('GET', '/api/v1/account', { cookie: cookieOf(response) }),
  );
const isSignedIn = (response: Response) =>
  /session_token=[^;]/.test(response.headers.getSetCookie().join());

describe('signing in with GitHub', () => {
  it('makes an account with the primary confirmed address, and finds it again', async () => {
    await start();
    const options = await service.people.request('GET', '/api/v1/account/options');
    expect(await json(options)).toMatchObject({ providers: [{ id: 'github', name: 'GitHub' }] });
    for (let round = 0; round < 2; round += 1) {
      const response = await signIn();
      expect(response.headers.get('location')).toBe('/dashboard');
      expect(await personOf(response)).toMatchObject({
        person: { email: EMAIL, email_verified: true, name: 'Ada Lovelace' },
      });
    }
    expect(service.accountRows('SELECT id FROM user')).toHaveLength(1);
    const [stored] = service.accountRows<Record<string, string | null>>('SELECT * FROM account');
    expect(stored).toMatchObject({ accountId: '4711', accessToken: null, refreshToken: null });
    expect(service.logLines.join('')).not.toContain('gho_token');
  });

  it('asks for the profile and the addresses, and comes back to the configured origin', async () => {
    await start();
    const { searchParams } = new URL((await json<{ url: string }>(await begin())).url);
    expect(searchParams.get('scope')).toBe('read:user user:email');
    expect(searchParams.get('client_id')).toBe(GITHUB_CLIENT.id);
    expect(searchParams.get('redirect_uri')).toBe('http://play.test/api/auth/callback/github');
  });

  it('finds the account of a person who signed up by mail with the same confirmed address', async () => {
    await start();
    const { userId } = await service.people.signUp(EMAIL);
    expect(await personOf(await signIn())).toMatchObject({ person: { id: userId } });
    expect(service.accountRows('SELECT id FROM user')).toHaveLength(1);
  });

  it('does not take over an account by an address that GitHub has not confirmed', async () => {
    await start({ ...ADA, emails: [{ email: EMAIL, primary: true, verified: false }] });
    await service.people.signUp(EMAIL);
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(/\/dashboard\/sign-in\?.*error=/);
    expect(isSignedIn(response)).toBe(false);
    expect(service.accountRows(`SELECT * FROM account WHERE providerId = 'github'`)).toEqual([]);
  });

  it('does not join an account that a stranger made with this address and could not confirm', async () => {
    await start();
    await service.people.request('POST', '/api/auth/sign-up/email', {
      body: { name: 'Mallory', email: EMAIL, password: PASSWORD },
    });
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(/\/dashboard\/sign-in\?.*error=/);
    expect(isSignedIn(response)).toBe(false);
    // Otherwise the stranger's password would open what is now Ada's account.
    const [user] = service.accountRows<{ emailVerified: number }>('SELECT * FROM user');
    expect(user?.emailVerified).toBe(0);
  });

  it('lets nobody make an organization with an address that GitHub has not confirmed', async () => {
    await start({ ...ADA, emails: [{ email: EMAIL, primary: true, verified: false }] });
    const response = await signIn();
    const made = await service.people.request('POST', '/api/v1/account/organizations', {
      cookie: cookieOf(response),
      body: { name: 'Acme' },
    });
    expect(await json(made)).toMatchObject({ status: 403, code: 'email_not_verified' });
    expect(service.accountRows('SELECT * FROM organization')).toEqual([]);
  });

  it('makes no account where signing up is closed', async () => {
    await start(ADA, { SIGN_UP: 'closed' });
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(/error=sign_up_closed/);
    expect(service.accountRows('SELECT * FROM user')).toEqual([]);
  });

  it.each([
    ['has no address', (): void => void (github.state.person = { ...ADA, emails: [] })],
    ['does not answer', (): void => void (github.state.isDown = true)],
  ])('leads back to the sign-in page where GitHub %s', async (_what, break_) => {
    await start();
    break_();
    const response = await signIn();
    expect(response.headers.get('location')).toMatch(/\/dashboard\/sign-in\?.*error=/);
    expect(isSignedIn(response)).toBe(false);
    expect(service.accountRows('SELECT * FROM user')).toEqual([]);
  });

  it('refuses the answer to a sign-in that another browser began', async () => {
    await start();
    const begun = await begin();
    const back = github.consent((await json<{ url: string }>(begun)).url);
    // The attacker leads somebody's browser to an answer of their own: it would be signed in as the attacker.
    const victim = await service.people.request('GET', back.pathname + back.search);
    expect(victim.headers.get('location')).toMatch(/error=/);
    expect(isSignedIn(victim)).toBe(false);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to %s afterwards',
    async (callbackURL) => {
      await start();
      for (const body of [{ callbackURL }, { errorCallbackURL: callbackURL }]) {
        const refused = await service.people.request('POST', '/api/auth/sign-in/social', {
          body: { provider: 'github', ...body },
        });
        expect(await json(refused)).toMatchObject({ status: 403, code: 'origin_not_allowed' });
      }
    },
  );
});
