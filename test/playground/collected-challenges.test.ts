import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proof } from '../../shared/playground.ts';
import type { Challenger, ChallengeOrder } from '../../server/playground/challenge.ts';
import { Throttle, THROTTLES } from '../../server/limits/throttle.ts';
import { issueKey, type IssueKeyDeps } from '../../server/playground/issue-key.ts';
import { createKeyedHasher } from '../../server/identifiers/keyed-hash.ts';
import { Places } from '../../server/playground/places.ts';
import { Problem } from '../../server/problem.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import type { Storage } from '../../server/storage/port.ts';
import { fingerprint } from '../support/components.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { TEST_PEPPER } from '../support/service.ts';

let dir = '';
let storage: Storage;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'playground-price-'));
  storage = openSqlite(join(dir, 'test.db'));
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true, force: true });
});

/**
 * The use case on a real database, with a challenger that only writes down what it would make callers
 * work: hundreds of visitors at prices up to a minute cannot be solved in a test.
 */
class Crowd {
  worked = 0;
  born = 0;
  readonly #orders = new Map<string, ChallengeOrder & { expiresAtMs: number }>();
  readonly #deps: IssueKeyDeps;

  constructor(clock = new FakeClock()) {
    const challenger: Challenger = {
      issue: async (_subject, order) => {
        const id = systemRandom.uuid();
        this.#orders.set(id, { ...order, expiresAtMs: clock.now() + 300_000 });
        return { parameters: { ...PARAMETERS, nonce: id } };
      },
      verify: async (_subject, { challenge }) => {
        const id = challenge.parameters.nonce;
        const order = this.#orders.get(id);
        if (!order) throw new Error('No such challenge.');
        return { id, ...order };
      },
    };
    this.#deps = {
      storage,
      clock,
      random: systemRandom,
      hasher: createKeyedHasher([TEST_PEPPER]),
      challenger,
      challenges: new Throttle(clock, THROTTLES.challenges),
      places: new Places(clock, systemRandom),
      seats: 1,
      visitorsPerDayMax: 10_000,
    };
  }

  /** @returns the solved challenge, or null where a key came or the ceiling was met */
  async ask(variant: string, proof: Proof | null): Promise<Proof | 'key' | 'ceiling'> {
    const caller = { address: '203.0.113.1', deviceToken: null, headers: {} };
    const request = { fingerprint: fingerprint(variant), ...(proof ? { proof } : {}) };
    try {
      await issueKey(request, caller, this.#deps);
      this.born += 1;
      return 'key';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'too_many_new_visitors') return 'ceiling';
      expect(error.code).toBe('proof_required');
      const challenge = error.extras.challenge as Proof['challenge'];
      this.worked += this.#orders.get(challenge.parameters.nonce)?.expectedDerivations ?? 0;
      return { challenge, solution: { counter: 0, derivedKey: '00' } };
    }
  }
}

const PARAMETERS = {
  algorithm: 'SCRYPT',
  nonce: '',
  salt: '',
  cost: 1,
  keyLength: 32,
  keyPrefix: '',
};
const COUNT = 100;
const browsers = (kind: string) => Array.from({ length: COUNT }, (_, i) => `${kind} ${i}`);
/** Sends each solved challenge back; who has a key already, or met the ceiling, is done. */
const sendBack = (crowd: Crowd, kind: string, answers: readonly (Proof | 'key' | 'ceiling')[]) =>
  Promise.all(
    answers.map(async (answer, i) =>
      isProof(answer) ? crowd.ask(`${kind} ${i}`, answer) : answer,
    ),
  );
const isProof = (answer: Proof | 'key' | 'ceiling') => typeof answer === 'object';

/** What so many visitors of one address work who come one after the other. */
async function workInTurn(count = COUNT): Promise<number> {
  await reopen('in-turn.db');
  const crowd = new Crowd();
  for (const browser of browsers('in turn').slice(0, count)) {
    const proof = await crowd.ask(browser, null);
    if (isProof(proof)) expect(await crowd.ask(browser, proof)).toBe('key');
  }
  await reopen('attack.db');
  return crowd.worked;
}

/** Another database, so that nobody has arrived yet. */
async function reopen(name: string): Promise<void> {
  await storage.close();
  storage = openSqlite(join(dir, name));
}

describe('challenges collected while they are cheap', () => {
  it('make a hundred visitors for at least four fifths of what they cost one after the other', async () => {
    const inTurn = await workInTurn();
    const attack = new Crowd();
    const collected = await Promise.all(browsers('bot').map((b) => attack.ask(b, null)));
    let outcomes = collected;
    for (let round = 0; round < 3; round += 1) {
      outcomes = await sendBack(attack, 'bot', outcomes);
    }
    expect(outcomes.every((answer) => answer === 'key')).toBe(true);
    expect(attack.worked / inTurn).toBeGreaterThan(0.8);
    expect(attack.worked / inTurn).toBeLessThan(1.3);
  });

  it.each([3, 5, 10, 25])(
    'cost two thirds or more as places that are hoarded while %i others are born past them',
    async (past) => {
      const inTurn = await workInTurn(65 + past);
      const attack = new Crowd();
      // Enough of them are born that the others are sent around, and hold a place then.
      const hoard = browsers('hoard').slice(0, 65);
      const collected = await Promise.all(hoard.map((b) => attack.ask(b, null)));
      let outcomes = await sendBack(attack, 'hoard', collected);
      // Now others, at the price of a network in which the hoard is not born yet.
      for (let i = 0; i < past; i += 1) {
        const proof = await attack.ask(`past ${i}`, null);
        if (isProof(proof)) await attack.ask(`past ${i}`, proof);
      }
      for (let round = 0; round < 3; round += 1) {
        outcomes = await sendBack(attack, 'hoard', outcomes);
      }
      expect(attack.born).toBe(65 + past);
      expect(attack.worked / inTurn).toBeGreaterThan(2 / 3);
    },
  );
});

interface Rush {
  count: number;
  perSecond: number;
  /** How fast their browsers are, give or take a half. */
  msPerDerivation: number;
}

/** People who come one after the other and solve while others come. @returns how many went around how often */
async function rush({ count, perSecond, msPerDerivation }: Rush): Promise<Map<number, number>> {
  const crowd = new Crowd();
  const rounds = new Map<number, number>();
  const agenda = Array.from({ length: count }, (_, person) => ({
    person,
    atMs: (person * 1000) / perSecond,
    proof: null as Proof | null,
    round: 0,
  }));
  for (let next = agenda.shift(); next; next = agenda.shift()) {
    const workedBefore = crowd.worked;
    const answer = await crowd.ask(`person ${next.person}`, next.proof);
    if (!isProof(answer)) {
      expect(answer).toBe('key');
      rounds.set(next.round, (rounds.get(next.round) ?? 0) + 1);
      continue;
    }
    // Luck differs from person to person, the same in every run.
    const luck = 0.5 + ((next.person * 61) % 100) / 100;
    const solvedAtMs = next.atMs + (crowd.worked - workedBefore) * msPerDerivation * luck;
    agenda.push({ ...next, atMs: solvedAtMs, proof: answer, round: next.round + 1 });
    agenda.sort((a, b) => a.atMs - b.atMs);
  }
  return rounds;
}

describe('an honest crowd', () => {
  it.each<Rush>([
    { count: 100, perSecond: 10, msPerDerivation: 50 },
    { count: 100, perSecond: 10, msPerDerivation: 200 },
    { count: 100, perSecond: 2, msPerDerivation: 200 },
    { count: 150, perSecond: 1, msPerDerivation: 200 },
  ])(
    'is sent around once more at most: $count, $perSecond a second, $msPerDerivation ms a derivation',
    async (kind) => {
      const rounds = await rush(kind);
      expect((rounds.get(1) ?? 0) + (rounds.get(2) ?? 0)).toBe(kind.count);
      expect(rounds.get(1)).toBeGreaterThan(kind.count / 3);
    },
  );

  it('that comes all at once is sent around once more at most', async () => {
    const crowd = new Crowd();
    const first = await Promise.all(browsers('person').map((b) => crowd.ask(b, null)));
    const second = await sendBack(crowd, 'person', first);
    expect(second.filter((answer) => answer === 'key').length).toBeGreaterThan(30);
    const third = await sendBack(crowd, 'person', second);
    expect(third).toEqual(browsers('person').map(() => 'key'));
  });
});
