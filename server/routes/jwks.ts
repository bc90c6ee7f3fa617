import type { FastifyPluginAsync } from 'fastify';
import type { Accounts } from '../organizations/accounts.ts';

/** The public keys with which modules and others check this service's tokens (RFC 7517). */
export const jwksRoutes: FastifyPluginAsync<{ accounts: Pick<Accounts, 'publicJwks'> }> = async (
  app,
  { accounts },
) => {
  app.get(
    '/api/v1/jwks',
    { config: { public: 'public keys, which verify tokens and make none' } },
    async () => ({ keys: accounts.publicJwks() }),
  );
};
