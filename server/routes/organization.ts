import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  DeleteOrganizationRequest,
  Organization,
  RenameOrganizationRequest,
} from '../../shared/organization.ts';
import {
  deleteOrganization,
  exportOrganization,
  renameOrganization,
  type OrganizationDeps,
} from '../organizations/organization.ts';
import { actingMember } from './acting-member.ts';
import { admissionOf } from './gateway-hooks.ts';

const read = { module: 'organization', access: 'read', role: 'member' } as const;
const ownerRead = { module: 'organization', access: 'read', role: 'owner' } as const;
const adminWrite = { module: 'organization', access: 'write', role: 'admin' } as const;
const ownerWrite = { module: 'organization', access: 'write', role: 'owner' } as const;

const OrganizationParams = Type.Object({ organization_id: Type.String() });

/** Reads, renames, exports and deletes an organization. */
export const organizationRoutes: FastifyPluginAsyncTypebox<OrganizationDeps> = async (
  app,
  deps,
) => {
  function describe(request: FastifyRequest): Organization {
    const { organization } = admissionOf(request);
    return {
      id: organization.id,
      name: organization.name,
      plan: organization.plan,
      created_at: new Date(organization.createdAtMs).toISOString(),
      role: actingMember(request).role,
      manages_sites: organization.overrides.managesSites ?? false,
    };
  }

  app.get(
    '/',
    {
      config: read,
      schema: {
        summary: 'The organization',
        params: OrganizationParams,
        response: { 200: Organization },
      },
    },
    async (request) => describe(request),
  );

  app.patch(
    '/',
    {
      config: adminWrite,
      schema: {
        summary: 'Rename the organization',
        params: OrganizationParams,
        body: RenameOrganizationRequest,
        response: { 200: Organization },
      },
    },
    async (request) => {
      const name = request.body.name.trim();
      await renameOrganization(name, actingMember(request), deps);
      return { ...describe(request), name };
    },
  );

  app.delete(
    '/',
    {
      config: ownerWrite,
      schema: {
        summary: 'Delete the organization and everything in it',
        params: OrganizationParams,
        body: DeleteOrganizationRequest,
      },
    },
    async (request, reply) => {
      await deleteOrganization(request.body.name, admissionOf(request).organization, deps);
      return reply.code(204).send();
    },
  );

  app.get(
    '/export',
    {
      config: ownerRead,
      schema: {
        summary: 'Everything that is kept about the organization',
        params: OrganizationParams,
      },
    },
    async (request, reply) => {
      const text = exportOrganization(describe(request), actingMember(request), deps);
      reply.header('content-disposition', 'attachment; filename="organization.json"');
      return reply.type('application/json; charset=utf-8').send(Readable.from(text));
    },
  );
};
