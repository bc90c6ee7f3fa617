import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Accounts, Person } from '../organizations/accounts.ts';
import { Problem } from '../problem.ts';
import { requireOwnOrigin } from './own-origin.ts';

const PERSON = Symbol('person');
declare module 'fastify' {
  interface FastifyRequest {
    [PERSON]: Person | null;
  }
}

/**
 * The signed-in person.
 * @throws Error in a handler of a route without a session: that is a bug
 */
export function personOf(request: FastifyRequest): Person {
  const person = request[PERSON];
  if (!person) throw new Error('This route did not ask for a session.');
  return person;
}

/** Requires a session on every route of this plugin that declares one, before its body is parsed. */
export function installSessions(app: FastifyInstance, accounts: Accounts): void {
  app.decorateRequest(PERSON, null);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.session === undefined) return;
    requireOwnOrigin(request, accounts.origins);
    const { cookie } = request.headers;
    request[PERSON] = await accounts.personOf(new Headers(cookie === undefined ? {} : { cookie }));
    if (!request[PERSON]) throw new Problem('session_required', 'Sign in first.');
  });
}
