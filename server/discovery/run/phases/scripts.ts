import {
  absorbCandidates,
  follow,
  isAsked,
  type DiscoveryState,
  type ScriptLead,
} from '../discovery-state.ts';
import type { Reading } from '../../findings.ts';
import { OWN_SCRIPT_PRIORITY } from '../script-priority.ts';
import { workOff } from '../work-queue.ts';
import { readDocumentation } from './documents.ts';

// One real application serves 367 scripts, of which the entry alone gives all; another spreads evenly over 74.
const BARREN_CHUNKS_MAX = 12;
const EARLY_SCRIPTS_MAX = 8;
const SOURCE_MAPS_MAX = 4;

/**
 * Phase 3: the scripts, those of the page first, then what they load, until several in a row bring nothing new.
 * A parse that is not done when the phase ends goes on beside the later ones; what it brings is taken in then.
 */
export async function readScripts(state: DiscoveryState): Promise<void> {
  const phase = { over: false };
  const work = Promise.allSettled([readAll(state, phase, state.scriptsRead)]);
  state.scriptsRead = work;
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((fulfil) => {
    timer = setTimeout(fulfil, state.run.budget.phaseLeftMs());
  });
  await Promise.race([work, end]);
  clearTimeout(timer);
  phase.over = true;
}

/**
 * Sets out on the page's own scripts while its documents are still being asked for: parsing waits for the
 * processor, those wait for the network.
 */
export function startScripts(state: DiscoveryState): void {
  const { run, scripts } = state;
  let started = 0;
  const work = workOff(
    scripts,
    () =>
      scripts.nextPriority >= OWN_SCRIPT_PRIORITY &&
      run.budget.hasRoom() &&
      !run.signal.aborted &&
      (started += 1) <= EARLY_SCRIPTS_MAX,
    (lead) => readOne(state, lead),
  );
  state.scriptsRead = Promise.allSettled([state.scriptsRead, work]);
}

async function readOne(state: DiscoveryState, lead: ScriptLead): Promise<void> {
  const source = await fetchScript(state, lead);
  if (source === null) return;
  const documents = readNamedDocuments(state, source);
  state.session ??= state.run.parts.parsers.openScripts(
    state.documentBase,
    state.run.signal,
    state.run.budget.leftMs,
  );
  const reading = await state.session.add({ url: lead.url, as: lead.as, ...source });
  if (reading !== null) {
    const added = absorb(state, reading);
    if (lead.isChunk) state.barrenChunks = added > 0 ? 0 : state.barrenChunks + 1;
  }
  await documents;
}

/** The sources behind the scripts that were read, where those name a source map; a few say all there is. */
export async function readSourceMaps(state: DiscoveryState): Promise<void> {
  const { budget, signal } = state.run;
  let asked = 0;
  await workOff(
    state.sourceMaps,
    () => budget.hasRoom() && !signal.aborted && (asked += 1) <= SOURCE_MAPS_MAX,
    async ({ url }) => {
      const source = await fetchScript(state, { url, as: 'module', isChunk: false });
      const reading = source && (await state.session?.add({ url, as: 'source-map', ...source }));
      if (reading) absorb(state, reading);
    },
  );
}

async function readAll(
  state: DiscoveryState,
  phase: { over: boolean },
  early: Promise<unknown>,
): Promise<void> {
  const { run } = state;
  const isWorthIt = (): boolean => state.barrenChunks < BARREN_CHUNKS_MAX;
  const readQueued = (): Promise<void> =>
    workOff(
      state.scripts,
      () => !phase.over && run.budget.hasRoom() && !run.signal.aborted && isWorthIt(),
      (lead) => readOne(state, lead),
    );
  await readQueued();
  // Those that were set out on early may only now name the chunks they load.
  await early;
  await readQueued();
  if (state.scripts.length > 0 && isWorthIt()) state.truncated = true;
  const whole = await state.session?.finish();
  if (whole) absorb(state, whole);
}

function absorb(state: DiscoveryState, reading: Reading): number {
  for (const lead of reading.leads) follow(state, lead);
  return absorbCandidates(state, reading.candidates);
}

/** Documentation that a script links to is fetched while the script is still being parsed. */
async function readNamedDocuments(
  state: DiscoveryState,
  source: { body: Uint8Array; contentType: string },
): Promise<void> {
  const { documentBase, run } = state;
  for (const lead of await run.parts.parsers.glance({ documentBase, ...source }, run.signal)) {
    follow(state, lead);
  }
  await readDocumentation(state);
}

async function fetchScript(
  state: DiscoveryState,
  lead: ScriptLead,
): Promise<{ body: Uint8Array; contentType: string } | null> {
  if (lead.code !== undefined) return { body: Buffer.from(lead.code), contentType: '' };
  if (!isAsked(state, lead.url)) return null;
  const outcome = await state.run.ask({
    url: lead.url,
    bodyBytesMax: state.run.parts.limits.scriptBytesMax,
    mayFollow: (url) => url.origin === state.origin,
  });
  if (outcome.kind === 'denied') state.truncated = true;
  if (outcome.kind !== 'response' || outcome.status !== 200) return null;
  const contentType = outcome.headers['content-type'] ?? '';
  // The shell of a single-page application, or a login page: not what was asked for.
  if (/html/i.test(contentType)) return null;
  return { body: outcome.body, contentType };
}
