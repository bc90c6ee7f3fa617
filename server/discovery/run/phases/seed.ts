import { absorbDocument, type Discovery } from '../discovery.ts';
import { readResponse } from '../read-lead.ts';
import type { Scheduler } from '../scheduler.ts';

/** Phase 1: what the seed itself says, and the documents it leads to. */
export async function readSeed(discovery: Discovery, scheduler: Scheduler): Promise<void> {
  const { run, site, queues } = discovery;
  const { seed } = site;
  queues.documents.markSeen(seed.url);
  queues.pages.markSeen(seed.url);
  const reading = await readResponse(run, seed, 'seed');
  if (reading !== null) {
    site.documentBase = reading.base ?? site.documentBase;
    absorbDocument(discovery, reading);
    reading.links.forEach(queues.addPage);
  }
  // A seed that is itself a script.
  if (/javascript|ecmascript/i.test(seed.headers['content-type'] ?? '')) {
    const code = seed.body.toString('utf8');
    queues.scripts.push({ url: seed.url, as: 'classic', code, isChunk: false }, seed.url, 0);
  }
  for (const url of site.robots.sitemaps) queues.follow({ url, kind: 'sitemap', priority: 1 });
  scheduler.startScripts();
  await scheduler.readDocumentation();
}
