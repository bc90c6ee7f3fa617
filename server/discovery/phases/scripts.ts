import {
  absorbCandidates,
  follow,
  isAsked,
  type DiscoveryState,
  type ScriptLead,
} from '../discovery-state.ts';
import type { Reading } from '../findings.ts';
import { workOff } from '../work-queue.ts';

// One real application serves 367 scripts, of which the entry alone gives all; another spreads evenly over 74.
const BARREN_CHUNKS_MAX = 12;

/** Phase 3: the scripts, those of the page first, then what they load, until several in a row bring nothing new. */
export async function readScripts(state: DiscoveryState): Promise<void> {
  const { run } = state;
  const isWorthIt = (): boolean => state.barrenChunks < BARREN_CHUNKS_MAX;
  await workOff(
    state.scripts,
    () => run.budget.hasRoom() && !run.signal.aborted && isWorthIt(),
    async (lead) => {
      const reading = await readScript(state, lead);
      if (reading === null) return;
      const added = absorb(state, reading);
      if (lead.isChunk) state.barrenChunks = added > 0 ? 0 : state.barrenChunks + 1;
    },
  );
  if (state.scripts.length > 0 && isWorthIt()) state.truncated = true;
  const whole = await state.session?.finish();
  if (whole) absorb(state, whole);
}

function absorb(state: DiscoveryState, reading: Reading): number {
  for (const lead of reading.leads) follow(state, lead);
  return absorbCandidates(state, reading.candidates);
}

async function readScript(state: DiscoveryState, lead: ScriptLead): Promise<Reading | null> {
  const source = await fetchScript(state, lead);
  if (source === null) return null;
  state.session ??= state.run.parts.parsers.openScripts(
    state.documentBase,
    state.run.signal,
    state.run.budget.leftMs,
  );
  return state.session.add({ url: lead.url, as: lead.as, ...source });
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
