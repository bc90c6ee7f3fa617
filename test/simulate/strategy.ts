import type { Fingerprint } from '../../shared/playground.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Timeline } from './timeline.ts';

/** Somebody who asks for a key, honest or not. */
export interface Caller {
  address: string;
  print: Fingerprint;
  /** As the service set it, or null. */
  cookie: string | null;
  headers?: Record<string, string>;
}

export interface Puzzle {
  /** How many derivations this one takes. */
  derivations: number;
  /** How many such a one takes on average: the price. */
  expectedDerivations: number;
  /** Sent back when it is solved. */
  proof: unknown;
}

export interface Key {
  isNew: boolean;
  /** Discoveries left when the key was given. */
  remaining: number;
  cookie: string | null;
  /** Runs a discovery. @returns false when it is refused for good. */
  discover(fromAddress?: string): Promise<boolean>;
}

export type Answer =
  | { kind: 'key'; key: Key }
  | { kind: 'puzzle'; puzzle: Puzzle }
  /** A short window: the same again after so long. */
  | { kind: 'wait'; seconds: number }
  | { kind: 'refused'; code: string };

/** The service as a caller meets it. */
export interface Service {
  ask(caller: Caller, proof: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** A way to decide who is a new visitor and what one costs: ours, or one to compare it with. */
export interface Strategy {
  name: string;
  open(setup: { timeline: Timeline; random: SeededRandom; seats?: number }): Promise<Service>;
}
