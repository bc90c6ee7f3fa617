import { beforeEach, describe, expect, it } from 'vitest';
import { signal } from '@preact/signals';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { ApiProblem, NetworkFailure } from '../../../web/api/errors.ts';
import { createKeep, type Keep } from '../../../web/widget/models/keep.ts';
import { runEn } from '../../../web/widget/texts/run-en.ts';
import { createHarness } from '../support/model-deps.ts';

const MINUTE_MS = 60_000;

let codesMade: number;
let nowMs: number;
let opened: string[];
let isBlocked: boolean;
let failure: Error | null;
let address: string | null;
let online = signal(true);
let keep: Keep;

beforeEach(async () => {
  codesMade = 0;
  nowMs = 5_000;
  opened = [];
  isBlocked = false;
  failure = null;
  address = null;
  online = signal(true);
  const { session } = createHarness().model;
  await session.obtain(new AbortController().signal);
  const makeClaim = async () => {
    codesMade++;
    if (failure) throw failure;
    return address ?? `/dashboard/claim#code${codesMade}`;
  };
  keep = createKeep(
    { deps: { api: { makeClaim }, nowMs: () => nowMs }, online, session },
    (url) => {
      if (!isBlocked) opened.push(url);
      return !isBlocked;
    },
  );
});

const refusal = (code: string, status: number, more = {}) =>
  new ApiProblem(readErrorBody({ code, ...more }, status, 'req_9'));

async function toldAfter(thrown: Error): Promise<string> {
  failure = thrown;
  await keep.open();
  const state = keep.state.value;
  if (state.kind !== 'failed') throw new Error(`It is ${state.kind}.`);
  return runEn.keepFailed(state.problem);
}

describe('taking discoveries along to an account', () => {
  it('opens the sign-up with a new code at each press', async () => {
    await keep.open();
    await keep.open();
    expect(opened).toEqual(['/dashboard/claim#code1', '/dashboard/claim#code2']);
    expect(keep.state.value).toEqual({ kind: 'idle' });
  });

  it('makes one code for two presses at once', async () => {
    await Promise.all([keep.open(), keep.open()]);
    expect(codesMade).toBe(1);
  });

  it('leaves a link where the tab was blocked, and uses no second code when it is followed', async () => {
    isBlocked = true;
    await keep.open();
    expect(keep.state.value).toEqual({ kind: 'blocked', url: '/dashboard/claim#code1' });
    nowMs += 8 * MINUTE_MS;
    expect(keep.follow()).toBe(true);
    expect(codesMade).toBe(1);
  });

  it.each([
    ['used', (link: Keep) => void link.follow()],
    ['nine minutes old', () => void (nowMs += 9 * MINUTE_MS)],
  ])('gets a new code instead of following a link that is %s', async (_state, make) => {
    isBlocked = true;
    await keep.open();
    make(keep);
    expect(keep.follow()).toBe(false);
    await expect.poll(() => keep.state.value).toMatchObject({ url: '/dashboard/claim#code2' });
    expect(keep.follow()).toBe(true);
  });

  it('follows no address that would run as a script', async () => {
    address = 'javascript:alert(1)';
    await keep.open();
    expect(opened).toEqual([]);
    expect(keep.state.value).toMatchObject({ problem: { code: 'unexpected_answer' } });
  });
});

describe('a sign-up that could not be opened', () => {
  it('is told with code and request, and as something that cost nothing', async () => {
    failure = refusal('internal_error', 500);
    await keep.open();
    expect(keep.state.value).toMatchObject({
      kind: 'failed',
      problem: { kind: 'unexpected', code: 'internal_error', requestId: 'req_9', charged: false },
    });
  });

  it('is forgotten when the next press works', async () => {
    failure = refusal('internal_error', 500);
    await keep.open();
    failure = null;
    await keep.open();
    expect(keep.state.value).toEqual({ kind: 'idle' });
  });

  it('says how long to wait where there were too many', async () => {
    const thrown = refusal('rate_limited', 429, { retry_after: 7 });
    expect(await toldAfter(thrown)).toContain('in 7 seconds');
  });

  it('says that the results cannot be moved where the key has expired', async () => {
    expect(await toldAfter(refusal('key_expired', 401))).toContain('Download them');
  });

  it('says to wait for the network where the browser is offline', async () => {
    online.value = false;
    expect(await toldAfter(new NetworkFailure('gone'))).toContain('back online');
    expect(keep.state.value).toMatchObject({ problem: { kind: 'offline' } });
  });

  it('says to press again, and then to ask the operator, after a fault of the server', async () => {
    expect(await toldAfter(refusal('internal_error', 500))).toContain('tell the operator');
  });
});
