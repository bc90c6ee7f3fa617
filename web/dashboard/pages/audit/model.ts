import { getAuditCsv, listAudit } from '../../../api/audit.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

const PAGE_SIZE = 50;

/** @param save saves a file on the person's device */
export function createAudit(
  app: Pick<Dashboard, 'sendFor'>,
  organization: Pick<Membership, 'id'>,
  save: (content: Blob, name: string) => void,
) {
  const send = app.sendFor(organization.id);
  const log = createResource(() => listAudit(send, { before: null, limit: PAGE_SIZE }));
  return {
    log,
    /** Reads the next older page and appends it. */
    older: createAction(async () => {
      const next = log.peek()?.next ?? null;
      if (next === null) return;
      const page = await listAudit(send, { before: next, limit: PAGE_SIZE });
      const shown = log.peek();
      // If the log was read from the top again meanwhile, this page no longer follows what is shown.
      if (shown?.next !== next) return;
      log.set({ events: [...shown.events, ...page.events], next: page.next });
    }),
    csv: createAction(async () => save(await getAuditCsv(send), 'audit.csv')),
  };
}

export type AuditModel = ReturnType<typeof createAudit>;
