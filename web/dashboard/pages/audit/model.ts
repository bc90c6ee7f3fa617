import { getAuditCsv, listAudit } from '../../../api/audit.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

const PAGE_SIZE = 50;

/** @param save hands a file to the browser */
export function createAudit(
  app: Pick<Dashboard, 'sendFor'>,
  organization: Pick<Membership, 'id'>,
  save: (content: Blob, name: string) => void,
) {
  const send = app.sendFor(organization.id);
  const log = createResource(() => listAudit(send, { before: null, limit: PAGE_SIZE }));
  return {
    log,
    /** Reads one page more, below those that are shown. */
    older: createAction(async () => {
      const next = log.peek()?.next ?? null;
      if (next === null) return;
      const page = await listAudit(send, { before: next, limit: PAGE_SIZE });
      const shown = log.peek();
      // Meanwhile the log may have been read anew, from the top: then this page is not the one that follows.
      if (shown?.next !== next) return;
      log.set({ events: [...shown.events, ...page.events], next: page.next });
    }),
    csv: createAction(async () => save(await getAuditCsv(send), 'audit.csv')),
  };
}

export type AuditModel = ReturnType<typeof createAudit>;
