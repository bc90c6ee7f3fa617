import type { Discovery } from '../discovery.ts';
import type { Scheduler } from '../scheduler.ts';

const PAGES_MAX = 12;
// A few source maps contain all sources.
const SOURCE_MAPS_MAX = 4;
const PREFIXES_MAX = 2;

/**
 * Phase 4: documents under the prefixes of endpoints that scripts call, the sources in source maps, then further pages
 * of the site with their forms and scripts.
 */
export async function readRemaining(discovery: Discovery, scheduler: Scheduler): Promise<void> {
  queueBesideEndpoints(discovery);
  await scheduler.readDocuments();
  await scheduler.readSourceMaps(SOURCE_MAPS_MAX);
  await scheduler.readPages(PAGES_MAX);
  await scheduler.readDocuments();
  await scheduler.readScripts();
}

/** An API under a prefix such as `/shop/v1` often has its description there. */
function queueBesideEndpoints({ site, queues, collector }: Discovery): void {
  const counts = new Map<string, number>();
  for (const { template } of collector.store.entries()) {
    if (template.origin !== site.origin) continue;
    const [first = '', second = ''] = template.segments;
    if (first.includes('{') || template.segments.length < 2) continue;
    const prefix = /^v\d+$/.test(second) ? `/${first}/${second}` : `/${first}`;
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => count > 2).toSorted(([, a], [, b]) => b - a);
  for (const [prefix] of usual.slice(0, PREFIXES_MAX)) {
    for (const name of ['openapi.json', 'swagger.json', 'docs']) {
      const kind = name === 'docs' ? 'page' : 'openapi';
      queues.follow({ url: `${site.origin}${prefix}/${name}`, kind, priority: 0 });
    }
  }
}
