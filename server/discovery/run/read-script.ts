import type { Candidate, Reading } from '../findings.ts';
import { pathOfUrl, withoutNames } from '../findings/url-template.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import { allowAll } from '../politeness/robots-file.ts';
import type { Outcome, Unreachable } from '../vocabulary.ts';
import type { ScriptBytes } from '../workers/script-session.ts';
import { createCollector } from './collector.ts';
import { sendProgress } from './discover-site.ts';
import { conclude } from './discovery.ts';
import { stoppedBy } from './phases/calibrate.ts';
import { openRun, type EngineParts, type RunContext } from './run-context.ts';
import { isCalledScript, isScript, typeOf } from './script-answer.ts';
import type { RunInput } from './share-runs.ts';
import { readSiblings, type Siblings } from './sibling-scripts.ts';
import { createSite } from './site.ts';
import { createSoftNotFound } from './soft-not-found.ts';

/** The script, robots.txt, the first page and the scripts beside it, some with redirects. */
export const SCRIPT_REQUESTS_MAX = 16;

/** Finds the requests in one script, with what the scripts beside it define. */
export async function readScript(parts: EngineParts, input: RunInput): Promise<Outcome> {
  const run = openRun(parts, input, () => {});
  try {
    // All of the requests and of the time.
    run.budget.enter('verify');
    sendProgress(run, input);
    const seed = await run.ask({ url: input.url, bodyBytesMax: parts.limits.scriptBytesMax });
    if (seed.kind !== 'response') return stoppedBy(run, seed);
    if (seed.status >= 400)
      return unreachable(`was answered with HTTP status ${seed.status}`, seed);
    if (!isScript(seed)) return noScript(seed);
    const candidates = await candidatesOf(run, seed);
    if (candidates.length === 0 && !isCalledScript(seed)) return noScript(seed);
    const site = createSite({ seed, robots: allowAll, notFound: createSoftNotFound() });
    const collector = createCollector(site.origin, input.onEvent);
    collector.add(candidates);
    if (seed.truncated || run.signal.aborted) run.leaveUnread();
    return conclude({ run, site, collector });
  } finally {
    await run.close();
  }
}

const unreachable = (what: string, { status }: SafeResponse): Unreachable => ({
  kind: 'unreachable',
  stage: 'http',
  detail: `The script ${what}.`,
  httpStatus: status,
});

const noScript = (answer: SafeResponse): Unreachable =>
  unreachable(`is none: the address answers ${typeOf(answer) || 'something else'}`, answer);

async function candidatesOf(run: RunContext, seed: SafeResponse): Promise<Candidate[]> {
  const script = { url: seed.url, body: seed.body, contentType: typeOf(seed) };
  const root = new URL('/', seed.url).href;
  const alone = await readTogether(run, { documentBase: root, scripts: [] }, script);
  const siblings = await readSiblings(run, seed, alone.leads);
  if (siblings.scripts.length === 0) return alone.candidates;
  const together = await readTogether(run, siblings, script);
  const added = new Set(together.added);
  // What a sibling calls as well is not new, so it is told by the address that the script itself names.
  return together.candidates.filter(
    (one) => added.has(one) || alone.candidates.some((other) => isSameWithBase(one, other)),
  );
}

/** Whether `whole` may be `part` with a base address in front of its path. */
function isSameWithBase(whole: Candidate, part: Candidate): boolean {
  const path = withoutNames(pathOfUrl(part.url));
  const isSameMethod = part.method === null || part.method === whole.method;
  return isSameMethod && path.length > 1 && withoutNames(pathOfUrl(whole.url)).endsWith(path);
}

/** `added`: the candidates that the script brought, where its siblings were read before it. */
async function readTogether(
  run: RunContext,
  { documentBase, scripts }: Siblings,
  script: Omit<ScriptBytes, 'as'>,
): Promise<Reading & { added: Candidate[] }> {
  const session = run.parts.parsers.openScripts(documentBase, run.signal, run.budget.leftMs);
  try {
    const before: Candidate[] = [];
    for (const sibling of scripts) {
      before.push(...((await session.add(sibling))?.candidates ?? []));
    }
    const own = await session.add({ ...script, as: 'classic' });
    const last = (await session.finish())?.candidates ?? [];
    const added = [...(own?.candidates ?? []), ...last.filter(({ file }) => file === script.url)];
    return {
      added,
      candidates: [...before, ...(own?.candidates ?? []), ...last],
      leads: own?.leads ?? [],
    };
  } finally {
    session.close();
  }
}
