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
});
