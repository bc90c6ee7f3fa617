import type { Reading } from '../findings.ts';
import type { ScriptSession } from '../workers/script-session.ts';
import type { Discovery } from './discovery.ts';
import type { ScriptLead } from './queues.ts';

/** Reads the scripts of one run. Definitions of one script are known to the others. */
export interface ScriptReader {
  /** @param whileParsing runs while the script is parsed; links to documentation in its text are queued by then */
  read(lead: ScriptLead, whileParsing: () => Promise<void>): Promise<void>;
  readSourceMap(url: string): Promise<void>;
  /** Stores the findings that need all scripts to be known. */
  finish(): Promise<void>;
  /** Whether further chunks are likely to bring anything new. */
  isWorthGoingOn(): boolean;
  close(): void;
}

// Chunks in a row without anything new. In one real application the first of 367 scripts gives all findings; in
// another, each of 74 scripts gives some.
const BARREN_CHUNKS_MAX = 12;

export function createScriptReader({ run, site, queues, collector }: Discovery): ScriptReader {
  let session: ScriptSession | null = null;
  let barrenChunks = 0;

  function absorb(reading: Reading): number {
    reading.leads.forEach(queues.follow);
    return collector.add(reading.candidates);
  }

  async function glance(source: Source): Promise<void> {
    const task = { documentBase: site.documentBase, ...source };
    (await run.parts.parsers.glance(task, run.signal)).forEach(queues.follow);
  }

  async function fetchScript(url: string): Promise<Source | null> {
    if (URL.parse(url)?.origin !== site.origin) return null;
    const outcome = await run.ask({
      url,
      bodyBytesMax: run.parts.limits.scriptBytesMax,
      mayFollow: (to) => to.origin === site.origin,
    });
    if (outcome.kind === 'denied') run.leaveUnread();
    if (outcome.kind !== 'response' || outcome.status !== 200) return null;
    const contentType = outcome.headers['content-type'] ?? '';
    // HTML instead of a script is the shell of a single-page application, or a login page.
    return /html/i.test(contentType) ? null : { body: outcome.body, contentType };
  }

  return {
    async read({ url, as, code, isChunk }, whileParsing) {
      const source =
        code === undefined ? await fetchScript(url) : { body: Buffer.from(code), contentType: '' };
      if (source === null) return;
      const documents = glance(source).then(whileParsing);
      const { documentBase } = site;
      session ??= run.parts.parsers.openScripts(documentBase, run.signal, run.budget.leftMs);
      const reading = await session.add({ url, as, ...source });
      if (reading !== null) {
        const added = absorb(reading);
        if (isChunk) barrenChunks = added > 0 ? 0 : barrenChunks + 1;
      }
      await documents;
    },
    async readSourceMap(url) {
      const source = session && (await fetchScript(url));
      const reading = source && (await session?.add({ url, as: 'source-map', ...source }));
      if (reading) absorb(reading);
    },
    async finish() {
      const whole = await session?.finish();
      if (whole) absorb(whole);
    },
    isWorthGoingOn: () => barrenChunks < BARREN_CHUNKS_MAX,
    close: () => session?.close(),
  };
}

interface Source {
  body: Uint8Array;
  contentType: string;
}
