import type { Candidate, Lead, Reading } from '../findings.ts';
import { leadsOf } from './leads/chunks.ts';
import { downloadsOf } from './requests/downloads.ts';
import type { Found } from './requests/emit.ts';
import { holdersOf } from './evaluate/aliases.ts';
import { addFile, createWorld } from './evaluate/index-file.ts';
import { Ledger, shapeOf } from './ledger.ts';
import { scanText } from './addresses/lexical.ts';
import type { ScriptKind } from './syntax/parse.ts';
import { promoted } from './addresses/promote.ts';
import {
  type Round,
  goesThrough,
  newRound,
  requestsOf,
  requestsThrough,
} from './requests/requests.ts';
import type { Sink } from './requests/sink.ts';
import type { LibraryReader } from './clients/client.ts';
import { findSinks } from './clients/find-sinks.ts';
import { librariesOf } from './clients/libraries.ts';
import { CLIENTS } from './clients/table.ts';
import { stringsOf } from './addresses/string-candidates.ts';
import type { World } from './evaluate/world.ts';

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

/** What only makes sense once all files are known. */
interface Notes {
  readonly readers: readonly LibraryReader[];
  /** Something was held back for the end. */
  withheld: boolean;
  characters: number;
}

const LIBRARIES = librariesOf(CLIENTS);

/** Evaluation steps per script: about a microsecond each. */
const STEPS_BASE = 200_000;

const STEPS_PER_CHARACTER = 0.5;

const STEPS_MAX = 6_000_000;

/** Calls that are read again at the end, when all files are known. */
const OPEN_MAX = 20_000;

/** Kept for the calls that come too late to be followed. */
const STEPS_AT_SIGHT = 150_000;

/** Kept for what is read after the calls: links, strings, and the scripts to read next. */
const STEPS_RESERVED = 40_000;

/**
 * Reads scripts one after the other; constants, exports and wrapper functions are kept across them.
 * Pure and bounded: it fetches nothing, and no script makes it run or grow without end.
 * @param documentBase absolute URL that the page's relative addresses are resolved against
 * @param isLate whether following calls should end with what there is; asked often
 */
export function createScriptReader(
  documentBase: string,
  isLate: () => boolean = () => false,
): ScriptReader {
  const world = createWorld(new URL(documentBase), LIBRARIES, isLate);
  const ledger = new Ledger();
  const sinks: Sink[] = [];
  const round = newRound();
  const notes: Notes = {
    readers: CLIENTS.flatMap(({ startReading }) => (startReading ? [startReading()] : [])),
    withheld: false,
    characters: 0,
  };
  return {
    add: (script) => addScript(world, ledger, notes, round, sinks, script),
    finish: () => finish(world, ledger, notes, sinks),
  };
}

/** The addresses among the string literals of a script, without parsing it: for scripts that cannot be. */
export function scanScript(code: string, url: string, documentBase: string): Candidate[] {
  return scanText(code, url, { documentBase: new URL(documentBase), libraries: LIBRARIES });
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
    for (const candidate of reading.candidates) candidates.set(shapeOf(candidate), candidate);
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
  notes: Notes,
  round: Round,
  sinks: Sink[],
  script: Script,
): Reading {
  const file = addFile(world, script.url, script.code, script.kind);
  if (!file) return ledger.take(scanText(script.code, script.url, world), []);
  world.fieldMemo.clear();
  world.memberStores.clear();
  notes.characters += script.code.length;
  world.stepsTotal = Math.min(STEPS_MAX, STEPS_BASE + script.code.length * STEPS_PER_CHARACTER);
  const added = findSinks(file, world.libraries, holdersOf(world, 'fetch'));
  round.callers.clear();
  round.sightSteps = STEPS_AT_SIGHT;
  round.known.callees.clear();
  round.known.handed.clear();
  const through = requestsThrough(world, round, file);
  const read = readSinks(world, round, added);
  for (const result of read) if (isOpen(result) && sinks.length < OPEN_MAX) sinks.push(result.sink);
  const found = [...through, ...read.flatMap((result) => result.found)];
  notes.withheld ||= found.some(({ provisional }) => provisional);
  ledger.hold(found.map(({ candidate }) => candidate));
  const candidates = found
    .filter(({ provisional }) => !provisional)
    .map(({ candidate }) => candidate);
  world.stepsTotal = Math.max(world.stepsTotal, STEPS_RESERVED);
  candidates.push(
    ...downloadsOf(world, file),
    ...stringsOf(world, file),
    ...notes.readers.flatMap((reader) => reader.add(world, file)),
  );
  return ledger.take(candidates, leadsOf(world, file, script.code));
}

function finish(world: World, ledger: Ledger, notes: Notes, sinks: Sink[]): Reading {
  world.memo.clear();
  world.fieldMemo.clear();
  world.memberStores.clear();
  world.stepsTotal = Math.min(STEPS_MAX, STEPS_BASE + notes.characters * STEPS_PER_CHARACTER);
  // A single file was read with all there is; nothing can have changed since.
  const candidates =
    world.files.length > 1 || notes.withheld
      ? readSinks(world, newRound(), sinks).flatMap(({ found }) =>
          found.map(({ candidate }) => candidate),
        )
      : [];
  const known = [...ledger.all(), ...candidates];
  candidates.push(
    ...notes.readers.flatMap((reader) => reader.finish?.(known) ?? []),
    ...promoted(known),
  );
  return ledger.take(candidates, []);
}

/** Followed calls are read through the functions they call; reading them by their name as well would say it twice, and worse. */
function readSinks(
  world: World,
  round: Round,
  sinks: readonly Sink[],
): { sink: Sink; found: Found[] }[] {
  const read = sinks.map((sink) => ({ sink, found: requestsOf(world, round, sink) }));
  return read.map(({ sink, found }) =>
    sink.guessed && goesThrough(world, round, sink) ? { sink, found: [] } : { sink, found },
  );
}

/** Whether a later file may tell more about a sink. */
function isOpen({ found }: { found: readonly Found[] }): boolean {
  return (
    found.length === 0 ||
    found.some(
      ({ candidate, provisional }) => provisional || candidate.technique === 'wrapper-call',
    )
  );
}
