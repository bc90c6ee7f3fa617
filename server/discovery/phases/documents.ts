import { wellKnownPaths } from '../documents/well-known.ts';
import { absorbDocument, follow, type DiscoveryState } from '../discovery-state.ts';
import { queuePage, readLead, readResponse } from '../read-lead.ts';
import { workOff } from '../work-queue.ts';

/** Phase 1: what the seed itself says, then the documents that it and they link to. */
export async function readLinkedDocuments(state: DiscoveryState): Promise<void> {
  state.documents.markSeen(state.seed.url);
  state.pages.markSeen(state.seed.url);
  const reading = await readResponse(state, state.seed, 'seed');
  if (reading !== null) {
    if (reading.base !== null) state.documentBase = reading.base;
    absorbDocument(state, reading);
    for (const link of reading.links) queuePage(state, link);
  }
  for (const url of state.robots.sitemaps) follow(state, { url, kind: 'sitemap', priority: 1 });
  await readQueuedDocuments(state);
}

/** Reads what is queued, within the phase. */
export async function readQueuedDocuments(state: DiscoveryState): Promise<void> {
  await workOff(
    state.documents,
    () => state.run.budget.hasRoom() && !state.run.signal.aborted,
    async (lead) => void (await readLead(state, lead)),
  );
}

/** Phase 2: the places where such documents usually are. */
export async function readWellKnownDocuments(state: DiscoveryState): Promise<void> {
  for (const [index, { path, kind }] of wellKnownPaths().entries()) {
    // In the order of the list, behind what was linked.
    follow(state, { url: new URL(path, state.origin).href, kind, priority: -1 - index });
  }
  await readQueuedDocuments(state);
}
