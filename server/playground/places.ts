import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { CHALLENGE_LIFETIME_MS } from './challenge.ts';
import type { Prefix } from '../storage/port.ts';

interface Place {
  expiresAtMs: number;
  hashes: readonly string[];
}

/**
 * Places in the line of new visitors: whoever paid too little because others arrived meanwhile gets a
 * second challenge, at the price after everybody who holds such a place, and that one holds whatever
 * happens next. So nobody is sent around twice, and nobody pays less than their place costs. Only who has
 * solved a challenge gets a place: asking alone must not make a network dearer. In memory: a restart
 * forgets the line, and what it promised still holds.
 */
export class Places {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #places = new Map<string, Place>();
  readonly #counts = new Map<string, number>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** How many hold a place at each of these prefixes. */
  ahead(prefixes: readonly Prefix[]): number[] {
    this.#forgetExpired();
    return prefixes.map(({ hashes }) => this.#counts.get(hashes[0]) ?? 0);
  }

  /** @returns the ID of the place, for the challenge that is given with it */
  take(prefixes: readonly Prefix[]): string {
    const id = this.#random.uuid();
    const hashes = prefixes.map((prefix) => prefix.hashes[0]);
    const expiresAtMs = this.#clock.now() + CHALLENGE_LIFETIME_MS;
    this.#places.set(id, { expiresAtMs, hashes });
    for (const hash of hashes) this.#counts.set(hash, (this.#counts.get(hash) ?? 0) + 1);
    return id;
  }

  /** The visitor was born, and counts among the arrivals from now on. */
  leave(id: string): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#places.delete(id);
    for (const hash of place.hashes) {
      const count = (this.#counts.get(hash) ?? 0) - 1;
      if (count > 0) this.#counts.set(hash, count);
      else this.#counts.delete(hash);
    }
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
