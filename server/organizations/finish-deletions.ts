import type { OrganizationId } from '../identifiers/ids.ts';
import type { Storage } from '../storage/port.ts';
import type { Accounts } from './accounts.ts';

interface FinishDeletionsDeps {
  storage: Pick<Storage, 'listUnfinishedDeletions' | 'finishDeletion'>;
  accounts: Pick<Accounts, 'deleteOrganization'>;
  log: { error(details: object, message: string): void };
}

/**
 * Deletes the members of organizations whose deletion a crash interrupted. Call it at the start. Never rejects: where
 * the accounts cannot be written, the next start tries again, and so does the next request of a member for a token.
 */
export async function finishDeletions({ log, ...deps }: FinishDeletionsDeps): Promise<void> {
  try {
    for (const id of await deps.storage.listUnfinishedDeletions()) await finishDeletion(id, deps);
  } catch (error) {
    log.error({ err: error }, 'members of a deleted organization were not deleted');
  }
}

/** The second half of a deletion: removes the organization from the accounts. Repeating it changes nothing. */
export async function finishDeletion(
  id: OrganizationId,
  {
    storage,
    accounts,
  }: Pick<FinishDeletionsDeps, 'accounts'> & { storage: Pick<Storage, 'finishDeletion'> },
): Promise<void> {
  await accounts.deleteOrganization(id);
  await storage.finishDeletion(id);
}
