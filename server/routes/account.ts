import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  Account,
  AccountOptions,
  CreateOrganizationRequest,
  DeleteAccountRequest,
  Role,
  TokenRequest,
  TokenResponse,
} from '../../shared/account.ts';
import { parseInvitationId, parseOrganizationId } from '../identifiers/ids.ts';
import {
  createOrganization,
  deleteAccount,
  describeAccount,
  issueToken,
  type AccountDeps,
} from '../organizations/account.ts';
import type { Accounts } from '../organizations/accounts.ts';
import { acceptInvitation, declineInvitation } from '../organizations/invitations.ts';
import { installSessions, personOf } from './session.ts';

const session = { session: 'the person themself' };
const Belonging = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  role: Role,
});
const InvitationParams = Type.Object({ invitation_id: Type.String() });

/** What the sign-in page offers. A server without accounts has this route too. */
export const accountOptionsRoute: FastifyPluginAsyncTypebox<{ accounts: Accounts | null }> = async (
  app,
  { accounts },
) => {
  app.get(
    '/options',
    {
      config: { public: 'the sign-in page asks before anybody is signed in' },
      schema: { summary: 'How people sign up and in', response: { 200: AccountOptions } },
    },
    async () => ({
      enabled: accounts !== null,
      sign_up: accounts?.options.signUp ?? 'closed',
      domains: [...(accounts?.options.domains ?? [])],
      password_length_min: accounts?.options.passwordLengthMin ?? 0,
      providers: [...(accounts?.options.providers ?? [])],
    }),
  );
};

/** A signed-in person, their organizations and invitations. */
export const accountRoutes: FastifyPluginAsyncTypebox<AccountDeps> = async (app, deps) => {
  installSessions(app, deps.accounts);

  app.get(
    '/',
    {
      config: session,
      schema: { summary: 'Who is signed in, and where they belong', response: { 200: Account } },
    },
    async (request) => describeAccount(personOf(request), deps),
  );

  app.post(
    '/token',
    {
      config: session,
      schema: {
        summary: 'A token for the routes of one organization',
        body: TokenRequest,
        response: { 200: TokenResponse },
      },
    },
    async (request) => {
      const id = parseOrganizationId(request.body.organization_id);
      return issueToken(id, personOf(request), deps);
    },
  );

  app.post(
    '/organizations',
    {
      config: session,
      schema: {
        summary: 'Make an organization',
        body: CreateOrganizationRequest,
        response: { 201: Belonging },
      },
    },
    async (request, reply) => {
      const made = await createOrganization(request.body.name.trim(), personOf(request), deps);
      return reply.code(201).send(made);
    },
  );

  app.post(
    '/invitations/:invitation_id/accept',
    {
      config: session,
      schema: {
        summary: 'Join an organization',
        params: InvitationParams,
        response: { 200: Belonging },
      },
    },
    async (request) =>
      acceptInvitation(parseInvitationId(request.params.invitation_id), personOf(request), deps),
  );

  app.post(
    '/invitations/:invitation_id/decline',
    { config: session, schema: { summary: 'Decline an invitation', params: InvitationParams } },
    async (request, reply) => {
      const id = parseInvitationId(request.params.invitation_id);
      await declineInvitation(id, personOf(request), deps);
      return reply.code(204).send();
    },
  );

  app.get(
    '/export',
    { config: session, schema: { summary: 'Everything that is kept about this person' } },
    async (request, reply) => {
      reply.header('content-disposition', 'attachment; filename="account.json"');
      return deps.accounts.exportPerson(personOf(request).id);
    },
  );

  app.delete(
    '/',
    {
      config: session,
      schema: { summary: 'Delete the account', body: DeleteAccountRequest },
    },
    async (request, reply) => {
      await deleteAccount(request.body.email, personOf(request), deps);
      return reply.code(204).send();
    },
  );
};
