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

/** Where a visitor gets a code for their discoveries. By their key alone: no cookie is read here. */
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
      // A read: it changes nothing of what the key can see, and playground keys may do it.
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
        // In the fragment, which no server and no log sees.
        claim_url: `${baseUrl}/dashboard/claim#${code}`,
      });
    },
  );
};

/** Where a member redeems it. */
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
      // The dashboard's request says nothing of a site. Of a key no site is known.
      const code = parseClaimCode(body.code ?? '', network);
      deps.funnel.count('signed_up', code && deps.claimSites.take(code));
      return result;
    },
  );
};
