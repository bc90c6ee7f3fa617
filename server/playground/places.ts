import type { Clock } from '../time/clock.ts';
import type { Random } from '../identifiers/random.ts';
import type { Arrivals, Prefix } from '../storage/port.ts';
import { CHALLENGE_LIFETIME_MS } from './challenge.ts';

interface Place {
  expiresAtMs: number;
  hashes: readonly string[];
  /** New visitors before this place, per level, when it was taken. */
  before: readonly number[];
  /** How many had overtaken at that time, per level. */
  overtakenThen: readonly number[];
}

/** What happens at one prefix while places are held there. */
interface Line {
  waiting: number;
  /** Born meanwhile without a place. */
  overtaken: number;
}

/**
 * Places in the line of new visitors. Whoever paid too little because others arrived meanwhile gets a
 * second challenge, at the price behind everybody who holds such a place. Those who come with them, or
 * solve faster, do not make that place dearer, so that a crowd that arrives at once is sent around once
 * at most; only who came later and was born first does, or a place could be hoarded while it is cheap.
 *
 * A place does not raise the price that others are asked: it costs one cheap challenge, and a network
 * must not become dear for so little. In memory: after a restart what is paid is looked at anew.
 */
export class Places {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #places = new Map<string, Place>();
  readonly #lines = new Map<string, Line>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** These arrivals with everybody before a new place in the line. */
  behindAll(prefixes: readonly Prefix[], arrivals: Arrivals): Arrivals {
    this.#forgetExpired();
    return withCounts(
      arrivals,
      (count, index) => count + (this.#lineAt(prefixes[index])?.waiting ?? 0),
    );
  }

  /**
   * @param behind what `behindAll` gave
   * @returns the ID of the place, for the challenge that is given with it
   */
  take(prefixes: readonly Prefix[], behind: Arrivals): string {
    const id = this.#random.uuid();
    const hashes = prefixes.map((prefix) => prefix.hashes[0]);
    this.#places.set(id, {
      expiresAtMs: this.#clock.now() + CHALLENGE_LIFETIME_MS,
      hashes,
      before: behind.levels.map((level) => level.decayedCount),
      overtakenThen: hashes.map((hash) => this.#lines.get(hash)?.overtaken ?? 0),
    });
    for (const hash of hashes) {
      const line = this.#lines.get(hash);
      if (line) line.waiting += 1;
      else this.#lines.set(hash, { waiting: 1, overtaken: 0 });
    }
    return id;
  }

  /** These arrivals as they count for the holder of a place, or as they are where it is not known. */
  before(id: string, arrivals: Arrivals): Arrivals {
    const place = this.#places.get(id);
    if (!place) return arrivals;
    return withCounts(arrivals, (count, index) => {
      const overtaken = this.#lines.get(place.hashes[index] ?? '')?.overtaken ?? 0;
      return (place.before[index] ?? count) + overtaken - (place.overtakenThen[index] ?? 0);
    });
  }

  /** A visitor is born: with a place, which is free then, or past all who hold one. */
  born(id: string | null, prefixes: readonly Prefix[]): void {
    if (id !== null && this.#places.has(id)) {
      this.leave(id);
      return;
    }
    for (const prefix of prefixes) {
      const line = this.#lineAt(prefix);
      if (line) line.overtaken += 1;
    }
  }

  leave(id: string): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#places.delete(id);
    for (const hash of place.hashes) {
      const line = this.#lines.get(hash);
      if (line && line.waiting > 1) line.waiting -= 1;
      else this.#lines.delete(hash);
    }
  }

  #lineAt(prefix: Prefix | undefined): Line | undefined {
    return prefix && this.#lines.get(prefix.hashes[0]);
  }

  /** All places last equally long, so the oldest stand first. */
  #forgetExpired(): void {
    const nowMs = this.#clock.now();
    for (const [id, { expiresAtMs }] of this.#places) {
      if (expiresAtMs > nowMs) return;
      this.leave(id);
    }
  }
}

const withCounts = (
  arrivals: Arrivals,
  countOf: (count: number, index: number) => number,
): Arrivals => ({
  ...arrivals,
  levels: arrivals.levels.map((level, index) => ({
    ...level,
    decayedCount: countOf(level.decayedCount, index),
  })),
});
