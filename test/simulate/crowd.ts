import { SECONDS_PER_DERIVATION, type Core } from './solving.ts';
import type { Caller, Key, Puzzle, Service } from './strategy.ts';
import type { Timeline } from './timeline.ts';

const DISCOVERIES = 10;
/** A challenge that took longer than it lives is asked for anew; after so many, a person gives up. */
const TRIES_MAX = 3;

/** An honest person, who wants the ten discoveries that everybody is promised. */
export interface Person {
  arrivesInMs: number;
  caller: Caller;
  core: Core;
  /** What happens after the first key; by default all ten are run at once. */
  then?: (key: Key, visit: (caller: Caller) => Promise<Key | null>) => Promise<boolean>;
}

export interface CrowdResult {
  people: number;
  denied: number;
  /** Seconds from asking to having a key, of those who got one, in ascending order. */
  waitsSeconds: number[];
  /** How often somebody whom the service should have known had to solve a puzzle. */
  challengedAgain: number;
}

/** Lets people arrive, wait for their puzzles side by side, and use what they were promised. */
export async function letArrive(
  service: Service,
  timeline: Timeline,
  people: readonly Person[],
): Promise<CrowdResult> {
  const result: CrowdResult = {
    people: people.length,
    denied: 0,
    waitsSeconds: [],
    challengedAgain: 0,
  };
  const startMs = timeline.clock.now();

  async function again(caller: Caller): Promise<Key | null> {
    const answer = await service.ask(caller, null);
    if (answer.kind === 'puzzle') result.challengedAgain += 1;
    return answer.kind === 'key' ? answer.key : null;
  }

  async function ask(
    person: Person,
    arrivedMs: number,
    puzzle: Puzzle | null,
    tries: number,
  ): Promise<void> {
    const answer = await service.ask(person.caller, puzzle?.proof ?? null);
    const nowMs = timeline.clock.now();
    const later = (seconds: number, solved: Puzzle | null, nth: number) =>
      timeline.at(nowMs + seconds * 1000, () => ask(person, arrivedMs, solved, nth));
    switch (answer.kind) {
      case 'key': {
        result.waitsSeconds.push((nowMs - arrivedMs) / 1000);
        if (!(await (person.then ?? runAll)(answer.key, again))) result.denied += 1;
        return;
      }
      case 'puzzle': {
        const { derivations } = answer.puzzle;
        return later(derivations * SECONDS_PER_DERIVATION[person.core], answer.puzzle, tries);
      }
      case 'wait':
        return later(answer.seconds, puzzle, tries);
      case 'refused':
        if (answer.code === 'invalid_proof' && tries < TRIES_MAX) return later(0, null, tries + 1);
        result.denied += 1;
        return;
      default:
        return answer satisfies never;
    }
  }

  for (const person of people) {
    const atMs = startMs + person.arrivesInMs;
    timeline.at(atMs, () => ask(person, atMs, null, 1));
  }
  await timeline.run();
  result.waitsSeconds.sort((a, b) => a - b);
  return result;
}

/** Runs all ten at once. @returns whether none was refused. */
export async function runAll(key: Key): Promise<boolean> {
  const answers = await Promise.all(Array.from({ length: DISCOVERIES }, () => key.discover()));
  return answers.every(Boolean);
}

/** Seconds that this share of those who got a key waited at most (nearest rank). */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
