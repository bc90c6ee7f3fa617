import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arrive } from '../support/arrivals.ts';
import { fingerprint } from '../support/components.ts';
import { solve, TestService } from '../support/service.ts';
import type { Challenge } from '../../shared/playground.ts';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start({
    TRUSTED_PROXIES: '127.0.0.1',
    PLAYGROUND_DAILY_DISCOVERIES: '4',
    LOG_LEVEL: 'trace',
  });
});
afterEach(() => service.stop());

const IPV4 = '203.0.113.77';
const IPV6 = '2001:db8:abcd:12fe::1234';
/** Every way in which what must not be kept could be written down. */
const TELLTALES = [
  '203.0.113',
  '198.51.100',
  '2001:db8:abcd',
  '2001:0db8',
  'telltale',
  'Europe/Berlin',
  'Courier New',
  '124.0434',
  'Mozilla/5.0',
  'vi-VN',
  'tests use, 32 chars',
];

/** Every file of the database as it is on disk, the write-ahead log included. */
function onDisk(): string {
  return readdirSync(service.dir)
    .map((name) => readFileSync(join(service.dir, name), 'latin1'))
    .join('\n');
}

/** Births, returns, refusals, failures, revocations: whatever writes or logs. @returns all that was answered */
async function busyRun(): Promise<{ answers: string[]; secrets: string[] }> {
  const answers: string[] = [];
  const secrets: string[] = [];
  const headers = (address: string) => ({
    'x-forwarded-for': address,
    'user-agent': 'Mozilla/5.0 (telltale)',
    'accept-language': 'vi-VN',
  });
  const ask = async (address: string, body: object) => {
    const response = await service.postKeys(body, headers(address));
    const text = await response.text();
    // A key is shown to its owner once: that answer is the one place for it.
    if (response.status !== 201) answers.push(text);
    return { status: response.status, text };
  };
  for (const address of [IPV4, IPV6]) {
    const print = fingerprint('telltale');
    const { text } = await ask(address, { fingerprint: print });
    const { challenge } = JSON.parse(text) as { challenge: Challenge };
    const proof = await solve(challenge);
    await ask('198.51.100.9', { fingerprint: print, proof });
    const visitor = await service.visit(print, headers(address));
    secrets.push(visitor.apiKey, visitor.cookie?.split('=')[1] ?? 'no cookie');
    for (const url of [
      'https://a.example/',
      'https://b.example/',
      'https://c.example/',
      'nonsense',
    ]) {
      answers.push(await (await service.discover(visitor, url, headers(address))).text());
    }
    for (let i = 1; i < 6; i += 1) {
      const away = headers(`198.51.100.${i}`);
      answers.push(
        await (await service.call(visitor, 'GET', 'skanyr/health', undefined, away)).text(),
      );
    }
    await arrive(service, address, 200);
    await ask(address, { fingerprint: fingerprint('telltale 2') });
    await fetch(`${service.url}/api/v1/playground/keys/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.apiKey}`, ...headers(address) },
    });
  }
  const broken = fingerprint('telltale').components;
  await ask(IPV4, {
    fingerprint: { version: '5.2.0', components: { ...broken, timezone: { value: 'telltale' } } },
  });
  await ask(IPV4, { fingerprint: 'telltale' });
  return { answers, secrets };
}

describe('after a busy run', () => {
  it('nothing raw of any visitor is in the database, the log or an error', async () => {
    const { answers, secrets } = await busyRun();
    await service.close();
    const places = {
      database: onDisk(),
      log: service.logLines.join(''),
      answers: answers.join(''),
    };
    expect(places.database.length).toBeGreaterThan(50_000);
    expect(answers.length).toBeGreaterThan(20);
    for (const [place, text] of Object.entries(places)) {
      for (const secret of [...TELLTALES, ...secrets]) {
        expect(text.includes(secret), `${secret} in the ${place}`).toBe(false);
      }
    }
    // The search itself works: what is meant to be kept is found.
    expect(places.database).toContain('https://a.example/');
  });

  it('links expire after thirteen months, at the next start, and the ledger stays', async () => {
    const visitor = await service.visit();
    await service.discover(visitor, 'https://a.example/');
    service.clock.advance(397 * 24 * 3_600_000);
    const restarted = await TestService.start(
      {},
      { storage: service.storage, clock: service.clock },
    );
    try {
      expect((await restarted.postKeys({ fingerprint: fingerprint() })).status).toBe(428);
    } finally {
      await restarted.stop();
    }
    expect(service.rows('SELECT * FROM visitor_link')).toEqual([]);
    expect(service.rows('SELECT * FROM device')).toEqual([]);
    expect(service.rows('SELECT used FROM ledger')).toEqual([{ used: 1 }]);
  });
});
