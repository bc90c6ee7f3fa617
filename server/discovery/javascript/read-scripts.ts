import type { Reading } from '../findings.ts';
import { leadsOf } from './leads/chunks.ts';
import { downloadsOf } from './requests/downloads.ts';
import type { Found } from './requests/to-candidates.ts';
import { holdersOf } from './evaluate/aliases.ts';
import { createWorld } from './evaluate/create-world.ts';
import { addFile } from './evaluate/index-file.ts';
import { ScriptFindings } from './script-findings.ts';
import { scanText } from './addresses/scan-text.ts';
import type { ScriptKind } from './syntax/parse.ts';
import { promoted } from './addresses/promote.ts';
import { type CallTracing, newTracing, restartTracing } from './requests/call-tracing.ts';
import { goesThrough, requestsOf, requestsThrough } from './requests/follow-calls.ts';
import type { ScriptFile } from './syntax/scope.ts';
import type { Sink } from './requests/sink.ts';
import type { LibraryReader } from './clients/client.ts';
import { findSinks } from './clients/find-sinks.ts';
import { librariesOf } from './clients/libraries.ts';
import { CLIENTS } from './clients/table.ts';
import { stringsOf } from './addresses/string-candidates.ts';
import type { World } from './evaluate/world.ts';

export interface Script {
  /** Absolute. For an inline script, the URL of its document. */
  url: string;
  code: string;
  kind: ScriptKind;
}

export interface ScriptReader {
  /** What this script adds to what is known. */
  add(script: Script): Reading;
  /** What the string literals of a script add, without parsing it: for scripts that cannot be parsed in time. */
  scan(code: string, url: string): Reading;
  /** New and better candidates that need all scripts to be known. */
  finish(): Reading;
}

/** What is kept from one script to the next. */
interface Session {
  readonly world: World;
  readonly findings: ScriptFindings;
  readonly tracing: CallTracing;
  readonly libraryReaders: readonly LibraryReader[];
  /** Sinks that are read again at the end, since a later script may define a part of their address. */
  readonly openSinks: Sink[];
  /** Whether a candidate was held back for the end. */
  hasWithheld: boolean;
  charactersRead: number;
}

const LIBRARIES = librariesOf(CLIENTS);

/** Evaluation steps for every script, of about a microsecond each. */
const STEPS_BASE = 200_000;

const STEPS_PER_CHARACTER = 0.5;

const STEPS_MAX = 6_000_000;

const OPEN_SINKS_MAX = 20_000;

/**
 * Steps that are reserved for calls which are read after the others have been used up, without following their callers.
 */
const STEPS_WITHOUT_FOLLOWING = 150_000;

/** Steps that are reserved for what is read after the calls: links, strings, and further scripts. */
const STEPS_RESERVED = 40_000;

/**
 * Reads scripts one after the other. Constants, exports and wrapper functions of one are known to the next. Fetches
 * nothing. Time and memory are limited for every script.
 * @param documentBase absolute URL that the page's relative addresses are resolved against
 * @param isLate whether following calls should end with what was found so far; called often
 */
export function createScriptReader(
  documentBase: string,
  isLate: () => boolean = () => false,
): ScriptReader {
  const session: Session = {
    world: createWorld(new URL(documentBase), LIBRARIES, isLate),
    findings: new ScriptFindings(),
    tracing: newTracing(),
    libraryReaders: CLIENTS.flatMap(({ startReading }) => (startReading ? [startReading()] : [])),
    openSinks: [],
    hasWithheld: false,
    charactersRead: 0,
  };
  return {
    add: (script) => addScript(session, script),
    scan: (code, url) => session.findings.take(scanText(code, url, session.world), []),
    finish: () => finish(session),
  };
}

function addScript(session: Session, script: Script): Reading {
  const { world, findings } = session;
  const file = addFile(world, script.url, script.code, script.kind);
  if (!file) return findings.take(scanText(script.code, script.url, world), []);
  session.charactersRead += script.code.length;
  world.memory.fields.clear();
  world.memory.members.clear();
  world.question.stepsTotal = stepsFor(script.code.length);
  restartTracing(session.tracing, STEPS_WITHOUT_FOLLOWING);
  const found = requestsIn(session, file);
  session.hasWithheld ||= found.some(({ provisional }) => provisional);
  // Requests that are held back count as called, so that no bare string with the same address is listed instead.
  findings.markCalled(found.map(({ candidate }) => candidate));
  world.question.stepsTotal = Math.max(world.question.stepsTotal, STEPS_RESERVED);
  const added = [
    ...found.filter(({ provisional }) => !provisional).map(({ candidate }) => candidate),
    ...downloadsOf(world, file),
    ...stringsOf(world, file),
    ...session.libraryReaders.flatMap((reader) => reader.add(world, file)),
  ];
  return findings.take(added, leadsOf(world, file, script.code));
}

/** The requests that calls in a new file make, themselves and through functions of earlier files. */
function requestsIn({ world, tracing, openSinks }: Session, file: ScriptFile): Found[] {
  const sinks = findSinks(file, world.libraries, holdersOf(world.index, 'fetch'));
  const throughEarlier = requestsThrough(world, tracing, file);
  const read = readSinks(world, tracing, sinks);
  for (const { sink, found } of read)
    if (isOpen(found) && openSinks.length < OPEN_SINKS_MAX) openSinks.push(sink);
  return [...throughEarlier, ...read.flatMap(({ found }) => found)];
}

function finish({ world, findings, openSinks, ...session }: Session): Reading {
  world.memory.values.clear();
  world.memory.fields.clear();
  world.memory.members.clear();
  world.question.stepsTotal = stepsFor(session.charactersRead);
  // Where there is one file, all of it was known when it was read.
  const mayChange = world.index.files.length > 1 || session.hasWithheld;
  const again = mayChange ? readSinks(world, newTracing(), openSinks) : [];
  const read = again.flatMap(({ found }) => found.map(({ candidate }) => candidate));
  const known = [...findings.all(), ...read];
  const fromLibraries = session.libraryReaders.flatMap((reader) => reader.finish?.(known) ?? []);
  return findings.take([...read, ...fromLibraries, ...promoted(known)], []);
}

const stepsFor = (characters: number): number =>
  Math.min(STEPS_MAX, STEPS_BASE + characters * STEPS_PER_CHARACTER);

/**
 * The request of a function is read in the function, once for each caller. A call of such a function is not read by its
 * shape as well, since the request would be listed twice.
 */
function readSinks(
  world: World,
  tracing: CallTracing,
  sinks: readonly Sink[],
): { sink: Sink; found: Found[] }[] {
  const read = sinks.map((sink) => ({ sink, found: requestsOf(world, tracing, sink) }));
  return read.map(({ sink, found }) =>
    sink.guessed && goesThrough(world, tracing, sink) ? { sink, found: [] } : { sink, found },
  );
}

/** Whether a later file may change what a sink gave. */
function isOpen(found: readonly Found[]): boolean {
  return (
    found.length === 0 ||
    found.some(
      ({ candidate, provisional }) => provisional || candidate.technique === 'wrapper-call',
    )
  );
}
