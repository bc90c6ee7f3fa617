import type { DiscoveryState } from '../discovery-state.ts';
import { readLead } from '../read-lead.ts';
import { workOff } from '../work-queue.ts';
import { readQueuedDocuments } from './documents.ts';
import { readScripts } from './scripts.ts';

const PAGES_MAX = 12;

/** Phase 4: documents that scripts named, then further pages of the site with their forms and scripts. */
export async function readMore(state: DiscoveryState): Promise<void> {
  await readQueuedDocuments(state);
  await readPages(state, PAGES_MAX);
  await readQueuedDocuments(state);
  await readScripts(state);
}

export async function readPages(state: DiscoveryState, pagesMax: number): Promise<void> {
  let pages = 0;
  await workOff(
    state.pages,
    () => pages < pagesMax && state.run.budget.hasRoom() && !state.run.signal.aborted,
    async (lead) => {
      pages += 1;
      await readLead(state, lead);
    },
  );
}
