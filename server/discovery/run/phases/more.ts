import { follow, type DiscoveryState } from '../discovery-state.ts';
import { pathOf } from '../../findings/endpoint-template.ts';
import { looksLikeDocumentation, queuePage } from '../read-lead.ts';
import { readPages, readQueuedDocuments } from './documents.ts';
import { readScripts, readSourceMaps } from './scripts.ts';

const PAGES_MAX = 12;
const PREFIXES_MAX = 2;

/**
 * Phase 4: documents that scripts named or that lie beside the endpoints they call, the sources in source maps,
 * then further pages of the site with their forms and scripts.
 */
export async function readMore(state: DiscoveryState): Promise<void> {
  queueNamedDocumentation(state);
  queueBesideEndpoints(state);
  await readQueuedDocuments(state);
  await readSourceMaps(state);
  let pages = 0;
  await readPages(state, () => (pages += 1) <= PAGES_MAX);
  await readQueuedDocuments(state);
  await readScripts(state);
}

/** A path in a script that sounds like documentation is a link to it, whatever else it may be. */
function queueNamedDocumentation(state: DiscoveryState): void {
  for (const { template } of state.store.entries()) {
    const path = pathOf(template);
    if (path.includes('{') || !looksLikeDocumentation(path)) continue;
    queuePage(state, { url: template.origin + path, text: '' });
  }
}

/** An API under a prefix of its own often describes itself there. */
function queueBesideEndpoints(state: DiscoveryState): void {
  const counts = new Map<string, number>();
  for (const { template } of state.store.entries()) {
    if (template.origin !== state.origin) continue;
    const [first = '', second = ''] = template.segments;
    if (first.includes('{') || template.segments.length < 2) continue;
    const prefix = /^v\d+$/.test(second) ? `/${first}/${second}` : `/${first}`;
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => count > 2).toSorted(([, a], [, b]) => b - a);
  for (const [prefix] of usual.slice(0, PREFIXES_MAX)) {
    for (const name of ['openapi.json', 'swagger.json', 'docs']) {
      const kind = name === 'docs' ? 'page' : 'openapi';
      follow(state, { url: `${state.origin}${prefix}/${name}`, kind, priority: 0 });
    }
  }
}
