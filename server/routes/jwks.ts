import type { FastifyPluginAsync } from 'fastify';
import type { Accounts } from '../organizations/accounts.ts';

/** The public keys of this service's tokens, where modules and others who check them look (RFC 7517). */
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
