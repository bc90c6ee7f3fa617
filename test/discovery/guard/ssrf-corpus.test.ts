import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../server/discovery/guard/address-class.ts';
import { dialDirectly } from '../../../server/discovery/guard/checked-connect.ts';
import { parseAllowedPrivateTargets } from '../../../server/discovery/guard/private-targets.ts';
import { createSafeFetch } from '../../../server/discovery/guard/safe-fetch.ts';
import type { FetchOutcome } from '../../../server/discovery/guard/safe-request.ts';
import { startLoopback, type Loopback } from '../loopback.ts';

interface Case {
  url: string;
  why: string;
  expect: 'blocked' | 'allowed';
  resolves?: string[];
  resolves_sequence?: string[][];
  redirect?: string[];
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL('./ssrf-corpus.data.json', import.meta.url), 'utf8'),
);

let stub: Loopback;
let nextLocation: string | null = null;
beforeAll(async () => {
  stub = await startLoopback((_request, response) => {
    const location = nextLocation;
    nextLocation = null;
    if (location === null) response.end('reached');
    else response.writeHead(302, { location, connection: 'close' }).end();
  });
});
afterAll(() => stub.close());

/** Fetches with stubbed DNS; every address the fetcher dials is recorded and led to the stub server. */
async function run(
  testCase: Case,
  times = 1,
): Promise<{ outcomes: FetchOutcome[]; dialled: string[] }> {
  const dialled: string[] = [];
  const sequence = [...(testCase.resolves_sequence ?? [])];
  const fetcher = createSafeFetch({
    allowed: parseAllowedPrivateTargets(''),
    resolve: async () => sequence.shift() ?? testCase.resolves ?? ['93.184.215.14'],
    dial: (address, _port, deadline) => {
      dialled.push(address);
      return dialDirectly('127.0.0.1', stub.port, deadline);
    },
    userAgent: 'test',
    gate: async () => () => {},
    connectTimeoutMs: 2000,
  });
  nextLocation = testCase.redirect?.[0] ?? null;
  const outcomes: FetchOutcome[] = [];
  for (let i = 0; i < times; i += 1) {
    // A port the operator's list cannot matter to; https needs a certificate the stub has not: see below.
    const url = testCase.url.replace(/^https:/, 'http:');
    outcomes.push(
      await fetcher.fetch({
        url,
        bodyBytesMax: 100,
        totalMs: 2000,
        signal: AbortSignal.timeout(5000),
      }),
    );
    // Makes undici drop its socket, so that the next request connects, and resolves, again.
    stub.server.closeAllConnections();
    await new Promise((fulfil) => setImmediate(fulfil));
  }
  await fetcher.close();
  return { outcomes, dialled };
}

describe('the guard against server-side request forgery', () => {
  it('is tried with all 102 cases', () => expect(cases).toHaveLength(102));

  it.each(cases.filter((c) => c.expect === 'blocked' && !c.resolves_sequence))(
    'refuses $url ($why)',
    async (testCase) => {
      const { outcomes, dialled } = await run(testCase);
      expect(outcomes[0]?.kind).toBe('refused');
      // Only a redirecting case connects at all, and only to the public address in front.
      expect(dialled).toEqual(testCase.redirect ? ['93.184.215.14'] : []);
    },
  );

  it.each(cases.filter((c) => c.expect === 'allowed'))(
    'lets $url through ($why)',
    async (testCase) => {
      const { outcomes, dialled } = await run(testCase);
      expect(outcomes[0]).toMatchObject({ kind: 'response', status: 200 });
      expect(dialled).toHaveLength(1);
      expect(dialled.every(isPublicAddress)).toBe(true);
    },
  );

  it.each(cases.filter((c) => c.resolves_sequence))(
    'never dials a rebound address: $why',
    async (testCase) => {
      const { outcomes, dialled } = await run(testCase, 2);
      expect(dialled).toEqual(['93.184.215.14']);
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['response', 'refused']);
    },
  );
});
