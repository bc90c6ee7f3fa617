import { SECONDS_PER_DERIVATION } from './solving.ts';
import type { Answer, Caller, Key, Puzzle, Service } from './strategy.ts';
import type { Timeline } from './timeline.ts';

/** A rented server. More cores only make the attack quicker, not cheaper. */
const CORES = 16;
/** Seconds of a core to send one prepared HTTPS request: so that no attack is quite free. */
const REQUEST_SECONDS = 0.001;
/**
 * So many new ledgers of an attack that never meets one again are really spent; of the rest, what the
 * service says is left counts.
 */
const REALLY_SPENT = 5;
const HONEST_DISCOVERIES = 10;

/** A key that is being obtained. */
interface Order {
  caller: Caller;
  /** The last puzzle solved. */
  puzzle: Puzzle | null;
  /** Mean seconds of a core of all puzzles so far. */
  price: number;
  answer?: Answer;
}

/** Gathers keys and what they are worth, and keeps the bill. */
export class Attacker {
  readonly #service: Service;
  readonly #timeline: Timeline;
  readonly #reallySpent: number;
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

  constructor(service: Service, timeline: Timeline, how: { meetsItsOwn?: boolean } = {}) {
    this.#service = service;
    this.#timeline = timeline;
    this.#reallySpent = how.meetsItsOwn ? Infinity : REALLY_SPENT;
  }

  get extra(): number {
    return Math.max(0, this.discoveries - HONEST_DISCOVERIES);
  }

  /** Does what it takes to get one more key. @returns false when it is refused. */
  async attempt(caller: Caller): Promise<boolean> {
    const open = await this.#ask({ caller, puzzle: null, price: 0 });
    return this.#finish(open);
  }

  /**
   * Collects a challenge for each before solving any, so that all have the price of the first. What
   * is still asked for then is worked off too, after others went past. @returns false when one is refused.
   */
  async attemptTogether(
    callers: readonly Caller[],
    past: readonly Caller[] = [],
  ): Promise<boolean> {
    const open: Order[] = [];
    for (const caller of callers) open.push(await this.#ask({ caller, puzzle: null, price: 0 }));
    const solved: Order[] = [];
    for (const order of open) this.#solve(order);
    for (const order of open) solved.push(await this.#ask(order));
    let isServed = true;
    for (const caller of past) isServed = (await this.attempt(caller)) && isServed;
    for (const order of solved) isServed = (await this.#finish(order)) && isServed;
    return isServed;
  }

  async #finish(order: Order): Promise<boolean> {
    let current = order;
    while (current.answer?.kind === 'puzzle') {
      this.#solve(current);
      current = await this.#ask(current);
    }
    this.attempts += 1;
    const { answer } = current;
    if (answer?.kind === 'key') await this.#take(answer.key, current.price);
    this.extraAfter.set(this.attempts, this.extra);
    this.cpuAfter.set(this.attempts, this.cpuSeconds);
    return answer?.kind === 'key';
  }

  async #take(key: Key, price: number): Promise<void> {
    this.cookie = key.cookie;
    if (key.isNew) {
      this.visitors += 1;
      this.prices.push(price);
    }
    const isSpent = !key.isNew || this.visitors <= this.#reallySpent;
    this.discoveries += isSpent ? await spend(key) : key.remaining;
  }

  /** Works off the puzzle that the last answer held. */
  #solve(order: Order): void {
    if (order.answer?.kind !== 'puzzle') return;
    const { puzzle } = order.answer;
    const seconds = puzzle.derivations * SECONDS_PER_DERIVATION.attacker;
    this.cpuSeconds += seconds;
    this.#timeline.advance(seconds / CORES);
    order.puzzle = puzzle;
    order.price += puzzle.expectedDerivations * SECONDS_PER_DERIVATION.attacker;
  }

  async #ask(order: Order): Promise<Order> {
    for (;;) {
      this.cpuSeconds += REQUEST_SECONDS;
      const answer = await this.#service.ask(order.caller, order.puzzle?.proof ?? null);
      if (answer.kind === 'wait') {
        this.#timeline.advance(answer.seconds);
        continue;
      }
      if (answer.kind === 'refused') this.refusedBy = answer.code;
      return { ...order, answer };
    }
  }
}

/** Discovers until it is refused. @returns how many it got. */
export async function spend(key: Key): Promise<number> {
  let got = 0;
  for (let together = Math.max(1, key.remaining); ; together = 1) {
    const answers = await Promise.all(Array.from({ length: together }, () => key.discover()));
    got += answers.filter(Boolean).length;
    if (answers.includes(false)) return got;
  }
}
