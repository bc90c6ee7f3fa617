import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import {
  createHarness,
  DONE,
  event,
  found,
  hangs,
  refuses,
  sends,
  unreachable,
  type Harness,
} from '../support/model-deps.ts';

const URL = 'https://shop.example';

describe('a run', () => {
  it('makes a key first, and only on the first run', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([DONE]), sends([DONE]));
    expect(harness.keysMade).toBe(0);
    await harness.model.run.start(URL);
    await harness.model.run.start(URL);
    expect(harness.keysMade).toBe(1);
  });

  it('shows endpoints as they are found and ends with what it cost', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([event('started'), found('/a'), found('/b'), DONE]));
    await harness.model.run.start(URL);
    expect(paths(harness)).toEqual(['/a', '/b']);
    expect(harness.model.run.state.value).toMatchObject({
      kind: 'done',
      result: { charged: true },
    });
  });

  it('uses a new idempotency key for each run', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([DONE]), sends([DONE]));
    await harness.model.run.start(URL);
    await harness.model.run.start(URL);
    expect(new Set(harness.idempotencyKeys).size).toBe(2);
  });

  it('reconnects under the same idempotency key and shows no endpoint twice', async () => {
    const harness = createHarness();
    harness.attempts.push(
      sends([event('started'), found('/a')], 'dropped'),
      unreachable,
      sends([event('started'), found('/a'), found('/b'), DONE]),
    );
    await harness.model.run.start(URL);
    expect(new Set(harness.idempotencyKeys)).toEqual(new Set(['id-1']));
    expect(harness.idempotencyKeys).toHaveLength(3);
    expect(paths(harness)).toEqual(['/a', '/b']);
    expect(harness.model.run.state.value.kind).toBe('done');
  });

  it('asks again where the server is still ending the first request', async () => {
    const harness = createHarness();
    harness.attempts.push(
      sends([event('started')], 'dropped'),
      refuses(409, 'idempotency_key_in_use'),
      sends([DONE]),
    );
    await harness.model.run.start(URL);
    expect(harness.model.run.state.value.kind).toBe('done');
  });

  it('says that a run cost a discovery also when the repeated request cost none', async () => {
    const harness = createHarness();
    const quota = { limit: 10, used: 1, reserved: 0, remaining: 9 };
    harness.attempts.push(
      sends([event('started')], 'dropped'),
      sends([event('done', { charged: false, quota })]),
    );
    await harness.model.run.start(URL);
    expect(harness.model.run.state.value).toMatchObject({
      kind: 'done',
      result: { charged: true },
    });
  });

  it('gives up on a server that is gone, and says so', async () => {
    const harness = createHarness();
    harness.attempts.push(...Array.from({ length: 10 }, () => unreachable));
    await harness.model.run.start(URL);
    expect(harness.model.run.state.value).toMatchObject({ problem: { kind: 'interrupted' } });
    expect(harness.idempotencyKeys.length).toBeLessThan(10);
  });

  it('makes a new key once when the old one is refused, without asking', async () => {
    const harness = createHarness();
    harness.attempts.push(refuses(401, 'key_revoked'), sends([DONE]));
    await harness.model.run.start(URL);
    expect(harness.keysUsed).toEqual(['sk-test-1', 'sk-test-2']);
    expect(harness.model.run.state.value.kind).toBe('done');
  });

  it('gives up when the second key is refused too', async () => {
    const harness = createHarness();
    harness.attempts.push(...Array.from({ length: 5 }, () => refuses(401, 'key_revoked')));
    await harness.model.run.start(URL);
    expect(harness.keysMade).toBe(2);
    expect(harness.model.run.state.value).toMatchObject({ problem: { kind: 'key_refused' } });
  });

  it('shows nothing of the last run while the next one goes on', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([found('/old'), DONE]), hangs([]));
    await harness.model.run.start(URL);
    void harness.model.run.start(URL);
    expect(paths(harness)).toEqual([]);
    expect(harness.model.run.phase.value).toBeNull();
    expect(harness.model.run.state.value.kind).toBe('preparing');
  });

  it('stays cancelled whatever the server still sends', async () => {
    const harness = createHarness();
    harness.attempts.push(hangs([found('/a')]));
    const running = harness.model.run.start(URL);
    await until(() => harness.model.run.endpoints.value.length === 1);
    harness.model.run.cancel();
    await running;
    expect(harness.model.run.state.value).toEqual({ kind: 'cancelled', charged: true });
    expect(paths(harness)).toEqual(['/a']);
  });

  it.each([
    [1, true],
    [0, false],
  ])(
    'learns from the ledger what giving up before the first endpoint cost: %i used',
    async (used, charged) => {
      const harness = createHarness();
      harness.attempts.push(hangs([event('started')]));
      const running = harness.model.run.start(URL);
      await until(() => harness.model.run.state.value.kind === 'running');
      harness.quotas = [
        { limit: 10, used: 0, reserved: 1, remaining: 9 },
        { limit: 10, used, reserved: 0, remaining: 10 - used },
      ];
      harness.model.run.cancel();
      expect(harness.model.run.state.value).toEqual({ kind: 'cancelled', charged: null });
      await running;
      await until(() => {
        const state = harness.model.run.state.value;
        return state.kind === 'cancelled' && state.charged === charged;
      });
    },
  );

  it('costs nothing to give up before the request was sent', async () => {
    const harness = createHarness();
    const running = harness.model.run.start(URL);
    harness.model.run.cancel();
    await running;
    expect(harness.model.run.state.value).toEqual({ kind: 'cancelled', charged: false });
    expect(harness.idempotencyKeys).toEqual([]);
  });

  it('counts down where the server says how long, and cannot start before', async () => {
    const harness = createHarness();
    harness.attempts.push(refuses(503, 'overloaded', { retry_after: 8 }), sends([DONE]));
    await harness.model.run.start(URL);
    expect(harness.model.run.countdown.secondsLeft.value).toBe(8);
    await harness.model.run.start(URL);
    expect(harness.idempotencyKeys).toHaveLength(1);
    harness.model.run.countdown.stop();
    await harness.model.run.start(URL);
    expect(harness.model.run.state.value.kind).toBe('done');
  });

  it('does not count down for a spent quota: waiting brings nothing', async () => {
    const harness = createHarness();
    harness.attempts.push(refuses(429, 'lifetime_quota_exhausted', { retry_after: 0 }));
    await harness.model.run.start(URL);
    expect(harness.model.run.countdown.secondsLeft.value).toBe(0);
    expect(harness.model.run.state.value).toMatchObject({ problem: { kind: 'quota_spent' } });
  });

  it('keeps the last result when the quota turns out to be spent', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([found('/kept'), DONE]), refuses(429, 'lifetime_quota_exhausted'));
    await harness.model.run.start(URL);
    await harness.model.run.start('https://other.example');
    expect(paths(harness)).toEqual(['/kept']);
    expect(harness.model.run.url.value).toBe(URL);
  });

  it('does not ask the server where the new key’s ledger is spent already', async () => {
    const harness = createHarness();
    harness.nextKey = {
      quota: { limit: 10, used: 10, reserved: 0, remaining: 0 },
      recognized_by: 'browser_and_network',
    };
    await harness.model.run.start(URL);
    expect(harness.idempotencyKeys).toEqual([]);
    expect(harness.model.run.state.value).toMatchObject({ problem: { kind: 'quota_spent' } });
    expect(harness.model.session.recognizedBy.value).toBe('browser_and_network');
  });

  it('waits while offline with the last result readable, and starts by itself when the network is back', async () => {
    const harness = createHarness();
    harness.attempts.push(sends([found('/old'), DONE]), sends([found('/new'), DONE]));
    await harness.model.run.start(URL);
    harness.model.setOnline(false);
    await harness.model.run.start('https://other.example');
    expect(harness.model.run.state.value.kind).toBe('waiting_for_network');
    expect(paths(harness)).toEqual(['/old']);
    harness.model.setOnline(true);
    await until(() => harness.model.run.state.value.kind === 'done');
    expect(paths(harness)).toEqual(['/new']);
    expect(harness.model.run.url.value).toBe('https://other.example');
  });

  it('ends as failed with the problem that an error event of the stream names', async () => {
    const harness = createHarness();
    const error = { code: 'target_unreachable', status: 502, stage: 'tls', charged: false };
    harness.attempts.push(sends([event('started'), event('error', error)]));
    await harness.model.run.start(URL);
    expect(harness.model.run.state.value).toMatchObject({
      problem: { kind: 'unreachable_tls', charged: false },
    });
  });
});

function paths({ model }: Harness): string[] {
  return model.run.endpoints.value.map(({ url }) => url.replace(URL, ''));
}

/** Resolves when the signals read in the condition make it true. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!condition()) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
