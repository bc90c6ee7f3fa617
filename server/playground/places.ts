import type { Clock } from '../time/clock.ts';
import type { Random } from '../identifiers/random.ts';
import type { Arrivals, Prefix } from '../storage/port/visitors.ts';
import { CHALLENGE_LIFETIME_MS } from './challenge.ts';

interface Place {
  expiresAtMs: number;
  hashes: readonly string[];
  /** New visitors in front of this place when it was taken, per prefix. */
  inFront: readonly number[];
  /** The line's `overtaken` at that time, per prefix. */
  overtakenBefore: readonly number[];
}

/** The state of one prefix while places are held there. */
interface Line {
  waiting: number;
  /** Visitors created since the line began by callers who held no place in it. */
  overtaken: number;
}

/**
 * Places in the line of new visitors of a prefix. While one caller solves a challenge, others become visitors
 * and the price rises. A caller who has paid too little for that reason gets a place and a second challenge, at
 * the price behind everybody who holds a place. Callers who hold a place do not raise each other's price when
 * one of them finishes first, so a crowd that arrives together is sent around once at most. Visitors who were
 * created without a place do raise it: otherwise an attacker could take places while they are cheap and use
 * them later.
 *
 * A place does not raise the price of callers without one. It costs a single cheap challenge, and nobody may
 * make a network expensive for others at that cost. Kept in memory: after a restart, the holder of a place is
 * priced like everybody else.
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

  /** These arrivals plus everybody who holds a place: what counts for a new place at the end of the line. */
  arrivalsAtEnd(prefixes: readonly Prefix[], arrivals: Arrivals): Arrivals {
    this.#removeExpired();
    return withCounts(
      arrivals,
      (count, index) => count + (this.#lineAt(prefixes[index])?.waiting ?? 0),
    );
  }

  /**
   * @param inFront what `arrivalsAtEnd` gave
   * @returns the ID of the place, for the challenge that is made for it
   */
  take(prefixes: readonly Prefix[], inFront: Arrivals): string {
    const id = this.#random.uuid();
    const hashes = prefixes.map((prefix) => prefix.hashes[0]);
    this.#places.set(id, {
      expiresAtMs: this.#clock.now() + CHALLENGE_LIFETIME_MS,
      hashes,
      inFront: inFront.levels.map((level) => level.decayedCount),
      overtakenBefore: hashes.map((hash) => this.#lines.get(hash)?.overtaken ?? 0),
    });
    for (const hash of hashes) {
      const line = this.#lines.get(hash);
      if (line) line.waiting += 1;
      else this.#lines.set(hash, { waiting: 1, overtaken: 0 });
    }
    return id;
  }

  /** These arrivals as they count for the holder of a place; unchanged where the place is unknown. */
  arrivalsAt(id: string, arrivals: Arrivals): Arrivals {
    const place = this.#places.get(id);
    if (!place) return arrivals;
    return withCounts(arrivals, (count, index) => {
      const overtaken = this.#lines.get(place.hashes[index] ?? '')?.overtaken ?? 0;
      return (place.inFront[index] ?? count) + overtaken - (place.overtakenBefore[index] ?? 0);
    });
  }

  /** Whether a place is held. It expires with its challenge. */
  isHeld(id: string): boolean {
    return this.#places.has(id);
  }

  /**
   * Records a visitor who is about to be created. One without a place overtakes all who hold one, and does so already
   * now, so that whoever is priced before it is in storage is not priced too low.
   * @returns a function to call once it is known whether the visitor was created: one with a place gives it up then
   */
  visitorComing(id: string | null, prefixes: readonly Prefix[]): (isCreated: boolean) => void {
    if (id !== null && this.#places.has(id)) {
      return (isCreated) => {
        if (isCreated) this.giveUp(id);
      };
    }
    const lines = prefixes
      .map((prefix) => this.#lineAt(prefix))
      .filter((line) => line !== undefined);
    for (const line of lines) line.overtaken += 1;
    return (isCreated) => {
      if (!isCreated) for (const line of lines) line.overtaken -= 1;
    };
  }

  giveUp(id: string): void {
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

  /** All places last equally long and a Map keeps insertion order, so the first to expire come first. */
  #removeExpired(): void {
    const nowMs = this.#clock.now();
    for (const [id, { expiresAtMs }] of this.#places) {
      if (expiresAtMs > nowMs) return;
      this.giveUp(id);
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
