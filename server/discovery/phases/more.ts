import type { DiscoveryState } from '../discovery-state.ts';
import { readPages, readQueuedDocuments } from './documents.ts';
import { readScripts } from './scripts.ts';

const PAGES_MAX = 12;

/** Phase 4: documents that scripts named, then further pages of the site with their forms and scripts. */
export async function readMore(state: DiscoveryState): Promise<void> {
  await readQueuedDocuments(state);
  await readPages(state, PAGES_MAX);
  await readQueuedDocuments(state);
  await readScripts(state);
}
