import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ClaimCode, ClaimRequest, ClaimResult } from '../../shared/organization.ts';
import { parseClaimCode } from '../identifiers/claim-code.ts';
import type { Random } from '../identifiers/random.ts';
import { claimDiscoveries, createClaimCode, type ClaimDeps } from '../organizations/claims.ts';
import type { ClaimSites } from '../playground/claim-sites.ts';
import type { Funnel } from '../playground/funnel.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import { actingMember } from './acting-member.ts';
import type { ClientInfo } from './client-info.ts';
import { siteOf } from './funnel-hook.ts';
import { admissionOf } from './gateway-hooks.ts';

/** Gives a visitor a code for their discoveries. The key alone authorizes it: no cookie is read. */
export const claimCodeRoutes: FastifyPluginAsyncTypebox<{
  storage: Pick<Storage, 'createClaimCode'>;
  clock: Clock;
  random: Random;
  client: ClientInfo;
  claimSites: ClaimSites;
}> = async (app, deps) => {
  app.post(
    '/claims',
    {
      // Declared as a read, because playground keys may do it, and it changes nothing that the key can see.
      config: { module: 'playground', access: 'read' },
      schema: {
        summary: 'Get a code that takes a visitor’s discoveries along to an account',
        response: { 201: ClaimCode },
      },
    },
    async (request, reply) => {
      const { organization } = admissionOf(request);
      const { code, hash, expiresAtMs } = await createClaimCode(
        organization,
        deps.client.networkOf(request),
        deps,
      );
      deps.claimSites.remember(hash, siteOf(request), expiresAtMs);
      const { baseUrl } = deps.client.linksOf(request);
      return reply.code(201).send({
        code,
        expires_at: new Date(expiresAtMs).toISOString(),
        // The code is in the fragment, which browsers send to no server.
        claim_url: `${baseUrl}/dashboard/claim#${code}`,
      });
    },
  );
};

/** Lets a member claim a visitor's discoveries with a code or the visitor's key. */
export const claimRoutes: FastifyPluginAsyncTypebox<
  ClaimDeps & { client: ClientInfo; claimSites: ClaimSites; funnel: Funnel }
> = async (app, deps) => {
  app.post(
    '/claim',
    {
      config: { module: 'organization', access: 'write', role: 'member' },
      schema: {
        summary: 'Take a visitor’s discoveries over, by their code or their playground key',
        body: ClaimRequest,
        response: { 200: ClaimResult },
      },
    },
    async (request) => {
      const { body } = request;
      const network = deps.client.networkOf(request);
      const result = await claimDiscoveries(body, { ...actingMember(request), network }, deps);
      // The site was remembered with the code, because the dashboard's request names none. A key has no such memory.
      const code = parseClaimCode(body.code ?? '', network);
      deps.funnel.count('signed_up', code && deps.claimSites.take(code));
      return result;
    },
  );
};
