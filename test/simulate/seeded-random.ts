import { createHash } from 'node:crypto';
import type { Random } from '../../server/identifiers/random.ts';

/**
 * Randomness that repeats: sfc32 (PractRand's small fast counter generator), seeded by SHA-256 of the
 * seed and a label, so that a scenario draws the same numbers whichever others run before it.
 */
export class SeededRandom implements Random {
  readonly #seed: string;
  readonly #state: Uint32Array;

  constructor(seed: string) {
    this.#seed = seed;
    const digest = createHash('sha256').update(seed).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)));
  }

  /** A generator of its own, that only the label decides. */
  fork(label: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${label}`);
  }

  #word(): number {
    const state = this.#state;
    const [a = 0, b = 0, c = 0, count = 0] = state;
    const word = (a + b + count) >>> 0;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + word;
    state[3] = count + 1;
    return word;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.#word() / 2 ** 32;
  }

  integer(exclusiveMax: number): number {
    return Math.floor(this.unit() * exclusiveMax);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.#word() & 0xff));
  }

  uuid(): string {
    const hex = this.bytes(16).toString('hex');
    const variant = '89ab'[this.integer(4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
