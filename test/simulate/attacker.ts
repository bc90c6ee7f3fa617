import { SECONDS_PER_DERIVATION } from './solving.ts';
import type { Caller, Key, Service } from './strategy.ts';
import type { Timeline } from './timeline.ts';

/** A rented server. More cores only make the attack quicker, not cheaper. */
const CORES = 16;
/** Seconds of a core to send one prepared HTTPS request: so that no attack is quite free. */
const REQUEST_SECONDS = 0.001;
/** So many new ledgers of an attack are really spent; of the rest, what the service says is left counts. */
const REALLY_SPENT = 5;
const HONEST_DISCOVERIES = 10;

/** Gathers keys and what they are worth, and keeps the bill. */
export class Attacker {
  readonly #service: Service;
  readonly #timeline: Timeline;
  attempts = 0;
  visitors = 0;
  discoveries = 0;
  cpuSeconds = 0;
  refusedBy: string | null = null;
  /** The device cookie of the last key. */
  cookie: string | null = null;
  /** Mean price of each new visitor in turn, in seconds of one core. */
  readonly prices: number[] = [];
  /** Discoveries beyond an honest visitor's ten after so many attempts. */
  readonly extraAfter = new Map<number, number>();
  readonly cpuAfter = new Map<number, number>();

  constructor(service: Service, timeline: Timeline) {
    this.#service = service;
    this.#timeline = timeline;
  }

  get extra(): number {
    return Math.max(0, this.discoveries - HONEST_DISCOVERIES);
  }

  /** Does what it takes to get one more key. @returns false when it is refused. */
  async attempt(caller: Caller): Promise<boolean> {
    const key = await this.#obtain(caller);
    this.attempts += 1;
    if (key) {
      this.cookie = key.cookie;
      if (key.isNew) this.visitors += 1;
      this.discoveries +=
        key.isNew && this.visitors > REALLY_SPENT ? key.remaining : await spend(key);
    }
    this.extraAfter.set(this.attempts, this.extra);
    this.cpuAfter.set(this.attempts, this.cpuSeconds);
    return key !== null;
  }

  async #obtain(caller: Caller): Promise<Key | null> {
    let proof: unknown = null;
    let price = 0;
    for (;;) {
      this.cpuSeconds += REQUEST_SECONDS;
      const answer = await this.#service.ask(caller, proof);
      switch (answer.kind) {
        case 'key':
          if (answer.key.isNew) this.prices.push(price);
          return answer.key;
        case 'puzzle': {
          const seconds = answer.puzzle.derivations * SECONDS_PER_DERIVATION.attacker;
          this.cpuSeconds += seconds;
          this.#timeline.clock.advance((seconds / CORES) * 1000);
          price += answer.puzzle.expectedDerivations * SECONDS_PER_DERIVATION.attacker;
          proof = answer.puzzle.proof;
          break;
        }
        case 'wait':
          this.#timeline.clock.advance(answer.seconds * 1000);
          break;
        case 'refused':
          this.refusedBy = answer.code;
          return null;
        default:
          return answer satisfies never;
      }
    }
  }
}

/** Discovers until it is refused. @returns how many it got. */
export async function spend(key: Key): Promise<number> {
  let got = 0;
  for (;;) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => key.discover()));
    got += answers.filter(Boolean).length;
    if (answers.includes(false)) return got;
  }
}
