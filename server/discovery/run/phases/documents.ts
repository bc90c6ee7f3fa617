import { wellKnownPaths } from '../../documents/well-known.ts';
import { absorbDocument, follow, type DiscoveryState } from '../discovery-state.ts';
import { DOCUMENTATION_PRIORITY, queuePage, readLead, readResponse } from '../read-lead.ts';
import { workOff } from '../work-queue.ts';

/** Phase 1, first half: what the seed itself says. */
export async function readSeed(state: DiscoveryState): Promise<void> {
  state.documents.markSeen(state.seed.url);
  state.pages.markSeen(state.seed.url);
  const reading = await readResponse(state, state.seed, 'seed');
  if (reading !== null) {
    if (reading.base !== null) state.documentBase = reading.base;
    absorbDocument(state, reading);
    for (const link of reading.links) queuePage(state, link);
  }
  queueSeedScript(state);
  for (const url of state.robots.sitemaps) follow(state, { url, kind: 'sitemap', priority: 1 });
}

/** Documents that are known, a few pages that promise more, and the documents that these name. */
export async function readDocumentation(state: DiscoveryState): Promise<void> {
  await readQueuedDocuments(state);
  await readPages(state, () => mayReadDocumentation(state));
  await readQueuedDocuments(state);
}

/** A seed that is itself a script. */
function queueSeedScript({ seed, scripts }: DiscoveryState): void {
  if (!/javascript|ecmascript/i.test(seed.headers['content-type'] ?? '')) return;
  const code = seed.body.toString('utf8');
  scripts.push({ url: seed.url, as: 'classic', code, isChunk: false }, seed.url, 0);
}

/** Reads what is queued, within the phase. */
export async function readQueuedDocuments(state: DiscoveryState): Promise<void> {
  await workOff(
    state.documents,
    () => state.run.budget.hasRoom() && !state.run.signal.aborted,
    async (lead) => void (await readLead(state, lead)),
  );
}

/** Reads queued pages, as long as `mayRead` another one; it is asked before each. */
export async function readPages(state: DiscoveryState, mayRead: () => boolean): Promise<void> {
  const { pages, run } = state;
  await workOff(
    pages,
    () => run.budget.hasRoom() && !run.signal.aborted && mayRead(),
    async (lead) => void (await readLead(state, lead)),
  );
}

/** A site of documentation has hundreds of pages that promise it: the first few will have to do. */
function mayReadDocumentation(state: DiscoveryState): boolean {
  if (state.pages.nextPriority < DOCUMENTATION_PRIORITY) return false;
  state.documentationPagesLeft -= 1;
  return state.documentationPagesLeft >= 0;
}

/** Phase 2: the places where such documents usually are, at the root and beside the seed. */
export async function readWellKnownDocuments(state: DiscoveryState): Promise<void> {
  const paths = wellKnownPaths();
  const folder = new URL('.', state.seed.url);
  const beside = paths
    .filter(({ kind }) => kind === 'openapi')
    .slice(0, BESIDE_MAX)
    .map(({ path, kind }) => ({ url: new URL(`.${path}`, folder).href, kind }));
  const atRoot = paths.map(({ path, kind }) => ({ url: new URL(path, state.origin).href, kind }));
  for (const [index, { url, kind }] of [...atRoot, ...beside].entries()) {
    // In the order of the list, behind what was linked.
    follow(state, { url, kind, priority: -1 - index });
  }
  await readQueuedDocuments(state);
}

const BESIDE_MAX = 5;
