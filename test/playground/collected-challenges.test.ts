import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proof } from '../../shared/playground.ts';
import type { Challenger, ChallengeOrder } from '../../server/playground/challenge.ts';
import { ChallengeThrottle } from '../../server/playground/challenge-throttle.ts';
import { issueKey, type IssueKeyDeps } from '../../server/playground/issue-key.ts';
import { createKeyedHasher } from '../../server/playground/keyed-hash.ts';
import { Places } from '../../server/playground/places.ts';
import { Problem } from '../../server/problem.ts';
import { systemRandom } from '../../server/random.ts';
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
      challengeThrottle: new ChallengeThrottle(clock),
      places: new Places(clock, systemRandom),
      seats: 1,
      visitorsPerDayMax: 10_000,
      upgradeUrl: '/upgrade',
    };
  }

  /** @returns the solved challenge, or null where a key came or the ceiling was met */
  async ask(variant: string, proof: Proof | null): Promise<Proof | 'key' | 'ceiling'> {
    const caller = { address: '203.0.113.1', deviceToken: null, headers: {} };
    const request = { fingerprint: fingerprint(variant), ...(proof ? { proof } : {}) };
    try {
      await issueKey(request, caller, this.#deps);
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

/** What a hundred visitors of one address work who come one after the other. */
async function workInTurn(): Promise<number> {
  const crowd = new Crowd();
  for (const browser of browsers('in turn')) {
    const proof = await crowd.ask(browser, null);
    if (isProof(proof)) expect(await crowd.ask(browser, proof)).toBe('key');
  }
  return crowd.worked;
}

describe('a hundred challenges collected while they are cheap', () => {
  it('make a hundred visitors for at least four fifths of what they cost one after the other', async () => {
    const inTurn = await workInTurn();
    await storage.close();
    storage = openSqlite(join(dir, 'attack.db'));
    const attack = new Crowd();
    const collected = await Promise.all(browsers('bot').map((b) => attack.ask(b, null)));
    let outcomes = collected;
    for (let round = 0; round < 3; round += 1) {
      outcomes = await sendBack(attack, 'bot', outcomes);
    }
    if (process.env.SHOW) console.log('ratio', attack.worked, inTurn, attack.worked / inTurn);
    expect(outcomes.every((answer) => answer === 'key')).toBe(true);
    expect(attack.worked / inTurn).toBeGreaterThan(0.8);
    expect(attack.worked / inTurn).toBeLessThan(1.3);
  });

  it('send an honest crowd that comes in one second around once more at most', async () => {
    const crowd = new Crowd();
    const first = await Promise.all(browsers('person').map((b) => crowd.ask(b, null)));
    const second = await sendBack(crowd, 'person', first);
    expect(second.filter((answer) => answer === 'key').length).toBeGreaterThan(30);
    const third = await sendBack(crowd, 'person', second);
    expect(third).toEqual(browsers('person').map(() => 'key'));
  });
});
