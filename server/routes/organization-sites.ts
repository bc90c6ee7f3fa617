import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { CreateSiteRequest, Site, SiteList } from '../../shared/organization.ts';
import { ChangeSiteRequest } from '../../shared/site-settings.ts';
import {
  addSite,
  changeSite,
  listSites,
  removeSite,
  type SiteDeps,
} from '../organizations/sites.ts';
import { actingMember } from './acting-member.ts';
import { admissionOf } from './gateway-hooks.ts';

const read = { module: 'organization', access: 'read', role: 'admin' } as const;
const write = { module: 'organization', access: 'write', role: 'admin' } as const;
const SiteParams = Type.Object({ organization_id: Type.String(), site_id: Type.String() });

/** Which sites may frame the playground, for organizations that the operator lets decide about them. */
export const organizationSiteRoutes: FastifyPluginAsyncTypebox<SiteDeps> = async (app, deps) => {
  const managerOf = (request: FastifyRequest) => ({
    organization: admissionOf(request).organization,
    userId: actingMember(request).userId,
  });

  app.get(
    '/sites',
    {
      config: read,
      schema: { summary: 'Sites that may frame the playground', response: { 200: SiteList } },
    },
    async (request) => listSites(admissionOf(request).organization, deps),
  );

  app.post(
    '/sites',
    {
      config: write,
      schema: {
        summary: 'Let a site frame the playground',
        body: CreateSiteRequest,
        response: { 201: Site },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await addSite(request.body, managerOf(request), deps)),
  );

  app.patch(
    '/sites/:site_id',
    {
      config: write,
      schema: {
        summary: 'Change what the playground shows on a site',
        params: SiteParams,
        body: ChangeSiteRequest,
        response: { 200: Site },
      },
    },
    async (request) => changeSite(request.params.site_id, request.body, managerOf(request), deps),
  );

  app.delete(
    '/sites/:site_id',
    {
      config: write,
      schema: { summary: 'No longer let a site frame the playground', params: SiteParams },
    },
    async (request, reply) => {
      await removeSite(request.params.site_id, managerOf(request), deps);
      return reply.code(204).send();
    },
  );
};
