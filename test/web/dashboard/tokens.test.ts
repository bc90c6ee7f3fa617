import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../web/api/errors.ts';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { createOrganizationRequest } from '../../../web/api/organization.ts';
import type { SendRequest } from '../../../web/api/request.ts';
import { createTokens } from '../../../web/dashboard/models/tokens.ts';

const LIFE_MS = 300_000;

describe('a member’s requests', () => {
  it('carry the token and name the organization in the header and in the path', async () => {
    const { send, asked } = newServer();
    await send('api-keys');
    expect(asked).toEqual(['/api/v1/organizations/org/api-keys Bearer token-1 org']);
  });

  it('share one token until shortly before it ends, then use the next', async () => {
    const server = newServer();
    await Promise.all([server.send('plan'), server.send('usage')]);
    server.clock.nowMs = LIFE_MS - 40_000;
    await server.send('plan');
    expect(server.issued()).toBe(1);
    server.clock.nowMs = LIFE_MS - 20_000;
    await Promise.all([server.send('plan'), server.send('usage')]);
    expect(server.issued()).toBe(2);
  });

  it.each(['token_expired', 'token_invalid'])(
    'are sent once more with a new token after %s',
    async (code) => {
      const { send, asked, refusals } = newServer();
      refusals.push(code);
      await send('plan');
      expect(asked.map((line) => line.split(' ')[2])).toEqual(['token-1', 'token-2']);
    },
  );

  it('are not sent a third time where the new token is refused too', async () => {
    const { send, asked, refusals } = newServer();
    refusals.push('token_expired', 'token_expired');
    await expect(send('plan')).rejects.toThrow(ApiProblem);
    expect(asked).toHaveLength(2);
  });

  it('are not repeated after any other refusal: the change may have been made', async () => {
    const { send, asked, refusals } = newServer();
    refusals.push('internal_error');
    await expect(send('api-keys', { method: 'POST' })).rejects.toThrow(ApiProblem);
    expect(asked).toHaveLength(1);
  });

  it('ask for a token again where asking failed', async () => {
    const server = newServer();
    server.issueFailures.push(new Error('no network'));
    await expect(server.send('plan')).rejects.toThrow('no network');
    await server.send('plan');
    expect(server.asked).toHaveLength(1);
  });
});

/** A server that issues numbered tokens, and refuses with the codes that a test sets. */
function newServer() {
  const clock = { nowMs: 0 };
  const asked: string[] = [];
  const refusals: string[] = [];
  const issueFailures: Error[] = [];
  let issued = 0;
  const issue = async () => {
    const failure = issueFailures.shift();
    if (failure) throw failure;
    return { token: `token-${++issued}`, expiresAtMs: clock.nowMs + LIFE_MS };
  };
  const answer: SendRequest = async (path, init) => {
    const headers = new Headers(init?.headers);
    asked.push(`${path} ${headers.get('authorization')} ${headers.get('x-kloakd-organization')}`);
    const code = refusals.shift();
    if (code) throw new ApiProblem(readErrorBody({ code }, 401, 'req_1'));
    return new Response('{}');
  };
  const tokens = createTokens(issue, () => clock.nowMs);
  const send = createOrganizationRequest(answer, tokens.get, 'org');
  return { clock, asked, refusals, issueFailures, issued: () => issued, send };
}
