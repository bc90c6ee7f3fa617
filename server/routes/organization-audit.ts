import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { AuditPage } from '../../shared/organization.ts';
import type { OrganizationId } from '../identifiers/ids.ts';
import { readAudit } from '../organizations/audit.ts';
import type { Storage } from '../storage/port.ts';
import { csvHeaders, csvLine } from './csv.ts';
import { admissionOf } from './gateway-hooks.ts';

const forAdmins = { module: 'organization', access: 'read', role: 'admin' } as const;
const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 200;

const AuditQuery = Type.Object({
  before: Type.Optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
});

/** The organization's audit log: page by page for the dashboard, and all of it as a file. */
export const organizationAuditRoutes: FastifyPluginAsyncTypebox<{
  storage: Pick<Storage, 'listAudit'>;
}> = async (app, deps) => {
  app.get(
    '/audit',
    {
      config: forAdmins,
      schema: {
        summary: 'Who did what in the organization, newest first',
        querystring: AuditQuery,
        response: { 200: AuditPage },
      },
    },
    async (request) => {
      const { before, limit = PAGE_SIZE } = request.query;
      return readAudit(admissionOf(request).organizationId, { before, limit }, deps);
    },
  );

  app.get(
    '/audit.csv',
    {
      config: forAdmins,
      schema: { summary: 'The same as CSV, all of it', produces: ['text/csv'] },
    },
    async (request, reply) =>
      reply
        .headers(csvHeaders('audit.csv'))
        .send(Readable.from(lines(admissionOf(request).organizationId, deps))),
  );
};

/** Reads page by page, as fast as the client takes them, so that a long log never fills the memory. */
async function* lines(
  organizationId: OrganizationId,
  deps: { storage: Pick<Storage, 'listAudit'> },
): AsyncGenerator<string> {
  yield csvLine(['time', 'action', 'actor', 'target', 'id']);
  let before: string | undefined;
  do {
    const page = await readAudit(organizationId, { before, limit: PAGE_SIZE_MAX }, deps);
    for (const { at, action, actor, target, id } of page.events) {
      yield csvLine([at, action, actor, target, id]);
    }
    before = page.next ?? undefined;
  } while (before !== undefined);
}
