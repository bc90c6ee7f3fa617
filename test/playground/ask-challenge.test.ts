import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Challenge } from '../../shared/playground.ts';
import { fingerprint } from '../support/components.ts';
import { json, solve, TestService } from '../support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterEach(() => service.stop());

const CALLER = { 'x-forwarded-for': '203.0.113.1' };

function ask(body: unknown, headers: Record<string, string> = CALLER): Promise<Response> {
  return fetch(`${service.url}/api/v1/playground/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const rowCount = (table: string) => service.rows(`SELECT * FROM ${table}`).length;

describe('asking for the challenge before asking for a key', () => {
  it('answers 200 with a challenge whose proof gets a new visitor its key at the first request', async () => {
    const answer = await ask({ fingerprint: fingerprint('a') });
    expect(answer.status).toBe(200);
    const { challenge } = await json<{ challenge: Challenge }>(answer);
    const body = { fingerprint: fingerprint('a'), proof: await solve(challenge) };
    expect((await service.postKeys(body, CALLER)).status).toBe(201);
  });

  it('makes no key, no visitor, no organization and no cookie', async () => {
    const answer = await ask({ fingerprint: fingerprint('a') });
    expect(answer.headers.get('set-cookie')).toBeNull();
    for (const table of ['api_key', 'visitor', 'organization']) expect(rowCount(table)).toBe(0);
  });

  it('answers null to a visitor who is known, and makes no second key', async () => {
    await service.visit(fingerprint('a'), CALLER);
    expect(await json(await ask({ fingerprint: fingerprint('a') }))).toEqual({ challenge: null });
    expect(rowCount('api_key')).toBe(1);
  });

  it('leaves 428 to a client that asks for a key directly', async () => {
    await ask({ fingerprint: fingerprint('a') });
    expect((await service.postKeys({ fingerprint: fingerprint('a') }, CALLER)).status).toBe(428);
  });

  it('refuses a fingerprint that no browser gives, and a proof, which belongs to the next request', async () => {
    const { version, components } = fingerprint('a');
    const forged = { version, components: { ...components, screenResolution: { value: 'wide' } } };
    expect((await ask({ fingerprint: forged })).status).toBe(400);
    expect((await ask({ fingerprint: fingerprint('a'), proof: {} })).status).toBe(400);
  });

  it('counts against the same limit of requests as asking for keys, before the body is read', async () => {
    const broken = { 'content-type': 'application/json', ...CALLER };
    const statuses: number[] = [];
    for (let sent = 0; sent < 601; sent++) {
      const path = sent % 2 ? 'keys' : 'challenges';
      const init = { method: 'POST', headers: broken, body: '{' };
      const answer = await fetch(`${service.url}/api/v1/playground/${path}`, init);
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
    expect(new Set(statuses.slice(0, 600))).toEqual(new Set([400]));
    expect(statuses[600]).toBe(429);
  });

  it('counts against the same limit of challenges as asking for keys', async () => {
    // What a challenge costs to make is not the promise here, and 300 of them take half a minute.
    await service.stop();
    const deriveKey = async () => ({ derivedKey: new Uint8Array(32) });
    service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' }, { deriveKey });
    const statuses: number[] = [];
    for (let sent = 0; sent < 301; sent++) {
      const body = { fingerprint: fingerprint('a') };
      const answer = sent % 2 ? await service.postKeys(body, CALLER) : await ask(body);
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
    expect(new Set(statuses.slice(0, 300))).toEqual(new Set([200, 428]));
    expect(statuses[300]).toBe(429);
  });
});
