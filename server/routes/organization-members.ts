import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Invitation,
  InvitationList,
  InviteRequest,
  MemberList,
  SetRoleRequest,
} from '../../shared/organization.ts';
import { parseInvitationId, parseUserId } from '../identifiers/ids.ts';
import {
  invite,
  listInvitations,
  withdrawInvitation,
  type InvitationDeps,
} from '../organizations/invitations.ts';
import { listMembers, removeMember, setRole } from '../organizations/members.ts';
import { actingMember } from './acting-member.ts';

const service = { module: 'organization' } as const;
const memberReads = { ...service, access: 'read', role: 'member' } as const;
const memberWrites = { ...service, access: 'write', role: 'member' } as const;
const adminReads = { ...service, access: 'read', role: 'admin' } as const;
const adminWrites = { ...service, access: 'write', role: 'admin' } as const;

const OrganizationParams = Type.Object({ organization_id: Type.String() });
const MemberParams = Type.Object({ organization_id: Type.String(), user_id: Type.String() });
const InvitationParams = Type.Object({
  organization_id: Type.String(),
  invitation_id: Type.String(),
});

/** Who belongs to an organization, and who is invited. */
export const memberRoutes: FastifyPluginAsyncTypebox<InvitationDeps> = async (app, deps) => {
  app.get(
    '/members',
    {
      config: memberReads,
      schema: { summary: 'Members', params: OrganizationParams, response: { 200: MemberList } },
    },
    async (request) => ({
      members: await listMembers(actingMember(request).organizationId, deps),
    }),
  );

  app.patch(
    '/members/:user_id',
    {
      config: adminWrites,
      schema: {
        summary: 'Give a member another role',
        params: MemberParams,
        body: SetRoleRequest,
        response: { 200: MemberList },
      },
    },
    async (request) => {
      const by = actingMember(request);
      await setRole(parseUserId(request.params.user_id), request.body.role, by, deps);
      return { members: await listMembers(by.organizationId, deps) };
    },
  );

  app.delete(
    '/members/:user_id',
    {
      // Every member may leave. The use case checks who may remove whom, because it knows both roles.
      config: memberWrites,
      schema: { summary: 'Remove a member, or leave', params: MemberParams },
    },
    async (request, reply) => {
      await removeMember(parseUserId(request.params.user_id), actingMember(request), deps);
      return reply.code(204).send();
    },
  );

  app.get(
    '/invitations',
    {
      config: adminReads,
      schema: {
        summary: 'Open invitations',
        params: OrganizationParams,
        response: { 200: InvitationList },
      },
    },
    async (request) => ({
      invitations: await listInvitations(actingMember(request).organizationId, deps),
    }),
  );

  app.post(
    '/invitations',
    {
      config: adminWrites,
      schema: {
        summary: 'Invite an address',
        params: OrganizationParams,
        body: InviteRequest,
        response: { 201: Invitation },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await invite(request.body, actingMember(request), deps)),
  );

  app.delete(
    '/invitations/:invitation_id',
    {
      config: adminWrites,
      schema: { summary: 'Withdraw an invitation', params: InvitationParams },
    },
    async (request, reply) => {
      const id = parseInvitationId(request.params.invitation_id);
      await withdrawInvitation(id, actingMember(request), deps);
      return reply.code(204).send();
    },
  );
};
