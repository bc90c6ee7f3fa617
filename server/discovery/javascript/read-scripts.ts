import type { Candidate, Lead, Reading } from '../findings.ts';
import { leadsOf } from './chunks.ts';
import { addFile, createWorld } from './index-file.ts';
import { Ledger } from './ledger.ts';
import { scanText } from './lexical.ts';
import type { ScriptKind } from './parse.ts';
import {
  goesThrough,
  newRound,
  requestsOf,
  requestsThrough,
  type Found,
  type Round,
} from './requests.ts';
import { findSinks, type Sink } from './sinks.ts';
import { stringsOf } from './string-candidates.ts';
import type { World } from './world.ts';

export interface Script {
  /** Absolute; an inline script has its document's. */
  url: string;
  code: string;
  kind: ScriptKind;
}

export interface ScriptReader {
  /** What this script adds to what is known. */
  add(script: Script): Reading;
  /** What could only be told with all scripts there: new candidates and better ones. */
  finish(): Reading;
}

/** Evaluation steps per script: about a microsecond each. */
const STEPS_BASE = 300_000;
const STEPS_PER_CHARACTER = 0.5;
const STEPS_FINISH = 6_000_000;

/**
 * Reads scripts one after the other; constants, exports and wrapper functions are kept across them.
 * Pure and bounded: it fetches nothing, and no script makes it run or grow without end.
 * @param documentBase absolute URL that the page's relative addresses are resolved against
 */
export function createScriptReader(documentBase: string): ScriptReader {
  const world = createWorld(new URL(documentBase));
  const ledger = new Ledger();
  const sinks: Sink[] = [];
  const round = newRound();
  return {
    add: (script) => addScript(world, ledger, round, sinks, script),
    finish: () => finish(world, ledger, sinks),
  };
}

/** All scripts at once; `perScript` tells which brought something. */
export function readScripts(input: {
  documentBase: string;
  scripts: Script[];
}): Reading & { perScript: { url: string; newCandidates: number }[] } {
  const reader = createScriptReader(input.documentBase);
  const candidates = new Map<string, Candidate>();
  const leads: Lead[] = [];
  const perScript: { url: string; newCandidates: number }[] = [];
  const keep = (reading: Reading): void => {
    for (const candidate of reading.candidates)
      candidates.set(`${candidate.method} ${candidate.url} ${candidate.apiType}`, candidate);
    leads.push(...reading.leads);
  };
  for (const script of input.scripts) {
    const reading = reader.add(script);
    perScript.push({ url: script.url, newCandidates: reading.candidates.length });
    keep(reading);
  }
  keep(reader.finish());
  return { candidates: [...candidates.values()], leads, perScript };
}

function addScript(
  world: World,
  ledger: Ledger,
  round: Round,
  sinks: Sink[],
  script: Script,
): Reading {
  const file = addFile(world, script.url, script.code, script.kind);
  if (!file) return ledger.take(scanText(script.code, script.url, world.documentBase), []);
  world.fieldMemo.clear();
  world.memberStores.clear();
  world.stepsTotal = STEPS_BASE + script.code.length * STEPS_PER_CHARACTER;
  const added = findSinks(file);
  sinks.push(...added);
  round.callers.clear();
  const candidates = settled(requestsThrough(world, round, file));
  candidates.push(...readSinks(world, round, added, false));
  candidates.push(...stringsOf(world, file));
  return ledger.take(candidates, leadsOf(world, file, script.code));
}

function finish(world: World, ledger: Ledger, sinks: Sink[]): Reading {
  world.memo.clear();
  world.fieldMemo.clear();
  world.memberStores.clear();
  world.stepsTotal = STEPS_FINISH;
  return ledger.take(readSinks(world, newRound(), sinks, true), []);
}

/** Followed calls are read through the functions they call; reading them by their name as well would say it twice, and worse. */
function readSinks(world: World, round: Round, sinks: readonly Sink[], all: boolean): Candidate[] {
  const read = sinks.map((sink) => ({ sink, found: requestsOf(world, round, sink) }));
  const out: Candidate[] = [];
  for (const { sink, found } of read) {
    const guessed =
      sink.kind === 'verb' ||
      sink.kind === 'options' ||
      sink.kind === 'client' ||
      sink.kind === 'method-first';
    if (guessed && goesThrough(world, round, sink)) continue;
    for (const { candidate, provisional } of found) if (all || !provisional) out.push(candidate);
  }
  return out;
}

function settled(found: readonly Found[]): Candidate[] {
  return found.filter(({ provisional }) => !provisional).map(({ candidate }) => candidate);
}
