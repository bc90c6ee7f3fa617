import type { Organization } from '../../shared/organization.ts';
import { Problem } from '../problem.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import { listInvitations } from './invitations.ts';
import { actorOf } from './audit.ts';
import { finishDeletion } from './finish-deletions.ts';
import { listMembers, type ActingMember, type MemberDeps } from './members.ts';

export interface OrganizationDeps extends MemberDeps {
  storage: Storage;
}

/** @throws Problem `not_found` */
export async function renameOrganization(
  name: string,
  by: ActingMember,
  { accounts, storage, audit }: OrganizationDeps,
): Promise<void> {
  const { organizationId } = by;
  if (!(await storage.renameOrganization(organizationId, name))) throw notFound();
  await accounts.renameOrganization(organizationId, name);
  await audit({
    organizationId,
    action: 'organization.renamed',
    actor: await actorOf(accounts, by.userId),
    target: name,
  });
}

/**
 * Deletes an organization with its keys, discoveries, usage, members and invitations. Its keys stop working first.
 * After a crash between the two databases the next start finishes the deletion, see `finishDeletions`.
 * @throws Problem `confirmation_mismatch`
 */
export async function deleteOrganization(
  typedName: string,
  organization: OrganizationRecord,
  { accounts, storage }: OrganizationDeps,
): Promise<void> {
  if (typedName.trim() !== organization.name.trim()) {
    throw new Problem('confirmation_mismatch', 'Type the name of the organization to delete it.');
  }
  if (!(await storage.deleteOrganization(organization.id))) throw notFound();
  await finishDeletion(organization.id, { accounts, storage });
}

/**
 * Everything that is stored about an organization, as the text of one JSON object: the organization, its people, then
 * each table of the database. Read page by page, so that a large organization does not fill the memory.
 */
export async function* exportOrganization(
  about: Organization,
  by: ActingMember,
  { accounts, storage, audit }: OrganizationDeps,
): AsyncGenerator<string> {
  const { organizationId } = by;
  await audit({
    organizationId,
    action: 'organization.exported',
    actor: await actorOf(accounts, by.userId),
    target: about.name,
  });
  const members = await listMembers(organizationId, { accounts });
  const invitations = await listInvitations(organizationId, { accounts });
  const people = { organization: about, members, invitations };
  yield `${JSON.stringify(people).slice(0, -1)},"tables":{`;
  let cursor: Parameters<Storage['exportOrganization']>[1] = null;
  let table = '';
  do {
    const page: Awaited<ReturnType<Storage['exportOrganization']>> =
      await storage.exportOrganization(organizationId, cursor);
    const isNew = page.table !== table;
    if (isNew) yield `${table === '' ? '' : '],'}${JSON.stringify(page.table)}:[`;
    const rows = page.rows.map((row) => JSON.stringify(row)).join(',');
    yield !isNew && rows !== '' ? `,${rows}` : rows;
    table = page.table;
    cursor = page.next;
  } while (cursor !== null);
  yield ']}}';
}

const notFound = () => new Problem('not_found', 'There is no such organization.');
