import { absorbDocument, type Discovery } from '../discovery.ts';
import { readResponse } from '../read-lead.ts';
import type { Scheduler } from '../scheduler.ts';

/** Phase 1: reads the seed, and the documents that it names. */
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
  // The seed is itself a script.
  if (/javascript|ecmascript/i.test(seed.headers['content-type'] ?? '')) {
    const code = seed.body.toString('utf8');
    queues.scripts.push({ url: seed.url, as: 'classic', code, isChunk: false }, seed.url, 0);
  }
  for (const url of site.robots.sitemaps) queues.follow({ url, kind: 'sitemap', priority: 1 });
  scheduler.startScripts();
  await scheduler.readDocumentation();
}
