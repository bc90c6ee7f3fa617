import { IMPORTED_PRIORITY, type Lead } from '../findings.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import type { ScriptBytes } from '../workers/script-session.ts';
import { openSeed } from './phases/calibrate.ts';
import { readResponse } from './read-lead.ts';
import type { RunContext } from './run-context.ts';
import { isScript } from './script-answer.ts';

/** Bundles are large: the few scripts that a page always loads are where a base address stands. */
const SIBLINGS_MAX = 8;

/** What runs beside a script in a browser. */
export interface Siblings {
  /** What relative addresses are resolved against. */
  documentBase: string;
  scripts: ScriptBytes[];
}

/**
 * Reads the scripts of the origin's first page, and those that the script imports. Often one of them holds the
 * base address of the calls in the script. A page that robots.txt forbids is not read.
 */
export async function readSiblings(
  run: RunContext,
  script: SafeResponse,
  leads: readonly Lead[],
): Promise<Siblings> {
  const root = new URL('/', script.url);
  const page = await readFirstPage(run, root.href);
  const named = page?.scripts.filter(({ url, code }) => code !== undefined || url !== script.url);
  const imported = leads
    .filter(({ kind, priority }) => kind === 'script' && priority >= IMPORTED_PRIORITY)
    .map(({ url }) => ({ url, kind: 'module' as const, code: undefined }));
  const scripts: ScriptBytes[] = [];
  const seen = new Set([script.url]);
  for (const { url, kind, code } of [...imported, ...(named ?? [])]) {
    if (scripts.length >= SIBLINGS_MAX || run.signal.aborted) break;
    const source = code === undefined ? await fetchOnce(run, url, root, seen) : inline(code);
    if (source !== null) scripts.push({ url, as: kind, ...source });
  }
  return { documentBase: page?.base ?? root.href, scripts };
}

async function readFirstPage(run: RunContext, url: string) {
  const opened = await openSeed(run, url);
  if (opened.kind !== 'opened' || opened.seed.status >= 400) return null;
  return readResponse(run, opened.seed, 'page');
}

const inline = (code: string) => ({ body: Buffer.from(code), contentType: '' });

async function fetchOnce(run: RunContext, url: string, { origin }: URL, seen: Set<string>) {
  if (seen.has(url) || URL.parse(url)?.origin !== origin) return null;
  seen.add(url);
  const answer = await run.ask({
    url,
    bodyBytesMax: run.parts.limits.scriptBytesMax,
    mayFollow: (to) => to.origin === origin,
  });
  if (answer.kind !== 'response' || answer.status !== 200 || !isScript(answer)) return null;
  return { body: answer.body, contentType: answer.headers['content-type'] ?? '' };
}
