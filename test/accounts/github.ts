import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

export const GITHUB_CLIENT = { id: 'a-client-of-github', secret: 'a-secret-of-the-client' };

export interface GithubPerson {
  id: number;
  login: string;
  name: string | null;
  /** The public one of the profile. */
  email: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
}

/**
 * Stands in for github.com and api.github.com on a local socket: the routes that a sign-in uses, in the shapes of
 * GitHub's documentation. better-auth has their addresses built in, so requests to them are redirected here.
 */
export async function startGithub(person: GithubPerson) {
  const state = { person, isDown: false };
  const server = createServer((request, response) => void answer(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const address = input instanceof Request ? input.url : String(input);
    const isGithub = /^https:\/\/(api\.)?github\.com\//.test(address);
    return isGithub ? realFetch(origin + new URL(address).pathname, init) : realFetch(input, init);
  });
  return {
    state,
    /** Consents. @returns where GitHub then sends the browser */
    consent(address: string): URL {
      const { searchParams, host, pathname } = new URL(address);
      if (host + pathname !== 'github.com/login/oauth/authorize') throw new Error(address);
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'code-of-github');
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back;
    },
    stop() {
      vi.unstubAllGlobals();
      server.close();
      server.closeAllConnections();
    },
  };
}

type State = Awaited<ReturnType<typeof startGithub>>['state'];

async function answer(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (state.isDown) return say(503, { message: 'Service unavailable' });
  if (request.url === '/login/oauth/access_token') {
    const form = new URLSearchParams(await text(request));
    const isRight =
      form.get('client_secret') === GITHUB_CLIENT.secret && form.get('code') === 'code-of-github';
    return isRight
      ? say(200, { access_token: 'gho_token', scope: 'read:user,user:email', token_type: 'bearer' })
      : say(200, { error: 'bad_verification_code' });
  }
  if (request.headers.authorization !== 'Bearer gho_token')
    return say(401, { message: 'Bad credentials' });
  const { emails, ...profile } = state.person;
  if (request.url === '/user') return say(200, { ...profile, avatar_url: 'https://github.test/a' });
  if (request.url === '/user/emails') return say(200, emails);
  say(404, { message: 'Not Found' });
}
