import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type TSchema } from 'typebox';
import type { FailureThrottle } from '../gateway/failure-throttle.ts';
import type { Accounts } from '../organizations/accounts.ts';
import { toAuthProblem } from './auth-problem.ts';
import type { ClientInfo } from './client-info.ts';
import { requireOwnOrigin } from './own-origin.ts';
import { notFound } from './unknown.ts';

const closed = { additionalProperties: false };
const Email = Type.String({ minLength: 3, maxLength: 254, format: 'email' });
const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
/** Where to go after signing in: a path or URL of this service. better-auth refuses every other origin. */
const Back = Type.String({ maxLength: 2_000 });
const Password = Type.String({ minLength: 1, maxLength: 128 });
const Token = Type.String({ minLength: 1, maxLength: 2_000 });

interface AuthRoute {
  method: 'GET' | 'POST';
  path: string;
  body?: TSchema;
}

/** The routes of better-auth that this service offers. It has more than a hundred; all others are 404. */
const routesOf = (passwordLengthMin: number): AuthRoute[] => {
  const NewPassword = Type.String({ minLength: passwordLengthMin, maxLength: 128 });
  const back = { callbackURL: Type.Optional(Back) };
  const post = (path: string, fields: Record<string, TSchema> = {}): AuthRoute => ({
    method: 'POST',
    path,
    body: Type.Object(fields, closed),
  });
  const get = (path: string): AuthRoute => ({ method: 'GET', path });
  return [
    post('/sign-up/email', { name: Name, email: Email, password: NewPassword, ...back }),
    post('/sign-in/email', {
      email: Email,
      password: Password,
      rememberMe: Type.Optional(Type.Boolean()),
      ...back,
    }),
    post('/sign-in/social', {
      provider: Type.String({ maxLength: 40 }),
      errorCallbackURL: Type.Optional(Back),
      ...back,
    }),
    get('/callback/:provider'),
    post('/sign-out'),
    get('/get-session'),
    get('/verify-email'),
    post('/send-verification-email', { email: Email, ...back }),
    post('/request-password-reset', { email: Email, redirectTo: Type.Optional(Back) }),
    post('/reset-password', { newPassword: NewPassword, token: Token }),
    post('/change-password', {
      currentPassword: Password,
      newPassword: NewPassword,
      revokeOtherSessions: Type.Optional(Type.Boolean()),
    }),
    post('/update-user', { name: Name }),
    get('/list-sessions'),
    post('/revoke-session', { token: Token }),
    post('/revoke-sessions'),
    post('/revoke-other-sessions'),
  ];
};

export interface AuthRouteDeps {
  accounts: Accounts;
  client: ClientInfo;
  failures: FailureThrottle;
}

/** Signing up, in and out: some of better-auth's routes, with errors in the shape of this service. */
export const authRoutes: FastifyPluginAsyncTypebox<AuthRouteDeps> = async (app, deps) => {
  for (const { method, path, body } of routesOf(deps.accounts.options.passwordLengthMin)) {
    app.route({
      method,
      url: path,
      config: {
        public: 'people sign in here; the account library checks the session where one is needed',
      },
      schema: { hide: true, ...(body ? { body } : {}) },
      onRequest: async (request) => {
        requireOwnOrigin(request, deps.accounts.origins);
        if (path === '/sign-in/email')
          deps.failures.check(deps.client.networkOf(request), undefined);
      },
      handler: (request, reply) => answer(request, reply, deps),
    });
  }
  app.all(
    '/*',
    { config: { public: 'there is nothing here: 404 whoever asks' }, schema: { hide: true } },
    notFound,
  );
};

async function answer(request: FastifyRequest, reply: FastifyReply, deps: AuthRouteDeps) {
  const response = await deps.accounts.handle(toRequest(request, deps.accounts.origins[0]), {
    address: deps.client.addressOf(request),
  });
  const text = await response.text();
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (response.status >= 400) {
    const problem = toAuthProblem(response, text === '' ? {} : (JSON.parse(text) as object));
    if (problem.code === 'sign_in_failed') {
      deps.failures.failed(deps.client.networkOf(request), undefined);
    }
    throw problem;
  }
  const location = response.headers.get('location');
  // Answers to scripts have a `location` too, which repeats what the body says. It is dropped.
  if (location !== null && response.status >= 300) return reply.redirect(location, 302);
  reply.code(response.status).type('application/json; charset=utf-8');
  return reply.send(request.url.includes('/sign-in/email') ? withoutToken(text) : text);
}

/** Removes the session's token from the body: it is in a cookie that no script can read. */
function withoutToken(text: string): string {
  const { token: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** The headers that are passed on to better-auth. All others, such as forwarding headers, are dropped. */
const HEADERS = ['cookie', 'origin', 'referer', 'user-agent', 'accept', 'content-type'] as const;

function toRequest(request: FastifyRequest, baseUrl: string): Request {
  const headers = new Headers();
  for (const name of HEADERS) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  // Only the path and query of the request are used: the origin is the configured one, not that of the Host header.
  const url = new URL(baseUrl + request.url.replace(/^https?:\/\/[^/]*/, ''));
  return request.method === 'GET'
    ? new Request(url, { headers })
    : new Request(url, { method: request.method, headers, body: JSON.stringify(request.body) });
}
