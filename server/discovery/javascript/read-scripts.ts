import type { Candidate, Lead, Reading } from '../findings.ts';
import { angularResourcesOf } from './requests/angular-resources.ts';
import { leadsOf } from './leads/chunks.ts';
import { downloadsOf } from './requests/downloads.ts';
import type { Found } from './requests/emit.ts';
import { graphqlEndpoints, operationsOf, withOperations } from './requests/graphql-documents.ts';
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
import { resourcesOf } from './requests/resources.ts';
import { type Sink, findSinks } from './requests/sinks.ts';
import { stringsOf } from './addresses/string-candidates.ts';
import { type Procedure, proceduresOf, trpcBasesOf, trpcCandidates } from './requests/trpc.ts';
import type { World } from './evaluate/world.ts';

export { readSourceMap } from './leads/source-map.ts';

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
  readonly procedures: Procedure[];
  readonly operations: Set<string>;
  readonly trpcBases: Set<string>;
  /** Something was held back for the end. */
  withheld: boolean;
  characters: number;
}

/** Sinks that are known by their looks only. */
const GUESSED = new Set<Sink['kind']>(['verb', 'options', 'client', 'method-first']);

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
  const world = createWorld(new URL(documentBase), isLate);
  const ledger = new Ledger();
  const sinks: Sink[] = [];
  const round = newRound();
  const notes: Notes = {
    procedures: [],
    operations: new Set(),
    trpcBases: new Set(),
    withheld: false,
    characters: 0,
  };
  return {
    add: (script) => addScript(world, ledger, notes, round, sinks, script),
    finish: () => finish(world, ledger, notes, sinks),
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
  if (!file) return ledger.take(scanText(script.code, script.url, world.documentBase), []);
  world.fieldMemo.clear();
  world.memberStores.clear();
  notes.characters += script.code.length;
  world.stepsTotal = Math.min(STEPS_MAX, STEPS_BASE + script.code.length * STEPS_PER_CHARACTER);
  const added = [...findSinks(file, holdersOf(world, 'fetch')), ...resourcesOf(file)];
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
    ...angularResourcesOf(world, file),
    ...downloadsOf(world, file),
    ...stringsOf(world, file),
    ...graphqlEndpoints(world, file),
  );
  notes.procedures.push(...proceduresOf(file).slice(0, 2_000 - notes.procedures.length));
  for (const document of file.documents)
    for (const name of operationsOf(document) ?? [])
      if (notes.operations.size < 200) notes.operations.add(name);
  for (const base of trpcBasesOf(world, file)) notes.trpcBases.add(base);
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
    ...trpcCandidates(notes.trpcBases, notes.procedures),
    ...withOperations(known, notes.operations),
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
    GUESSED.has(sink.kind) && goesThrough(world, round, sink)
      ? { sink, found: [] }
      : { sink, found },
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
