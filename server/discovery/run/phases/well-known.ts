import { wellKnownPaths } from '../../documents/well-known.ts';
import type { Discovery } from '../discovery.ts';
import type { Scheduler } from '../scheduler.ts';

const BESIDE_SEED_MAX = 5;

/** Phase 2: requests the usual paths of API descriptions, at the root and under the seed's path. */
export async function readWellKnown(
  { site, queues }: Discovery,
  scheduler: Scheduler,
): Promise<void> {
  const paths = wellKnownPaths();
  const folder = new URL('.', site.seed.url);
  const atRoot = paths.map(({ path, kind }) => ({ url: new URL(path, site.origin).href, kind }));
  const beside = paths
    .filter(({ kind }) => kind === 'openapi')
    .slice(0, BESIDE_SEED_MAX)
    .map(({ path, kind }) => ({ url: new URL(`.${path}`, folder).href, kind }));
  for (const [index, { url, kind }] of [...atRoot, ...beside].entries()) {
    // In the order of the list, after what was linked.
    queues.follow({ url, kind, priority: -1 - index });
  }
  await scheduler.readDocuments();
}
