import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config/read-config.ts';
import { runPepperCommand } from '../../server/commands/pepper.ts';
import { loadPeppers } from '../../server/start/peppers.ts';
import { sqliteAdapter } from '../../server/storage/sqlite/adapter.ts';
import { arrive } from '../support/arrivals.ts';
import { fingerprint } from '../support/components.ts';
import { TEST_PEPPER, TestService } from '../support/service.ts';

const NEW_PEPPER = 'another pepper that only tests use';

describe('after the pepper was rotated', () => {
  let before: TestService;
  beforeEach(async () => {
    before = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
  });
  afterEach(() => before.stop());

  /** The same database under other peppers. */
  async function restarted<T>(
    peppers: [string, ...string[]],
    act: (service: TestService) => Promise<T>,
  ): Promise<T> {
    const [pepper, ...previousPeppers] = peppers;
    const service = await TestService.start(
      { TRUSTED_PROXIES: '127.0.0.1' },
      { storage: before.storage, clock: before.clock, pepper, previousPeppers },
    );
    try {
      return await act(service);
    } finally {
      await service.stop();
    }
  }

  const from = (address: string, cookie?: string | null) => ({
    'x-forwarded-for': address,
    ...(cookie ? { cookie } : {}),
  });
  const links = () =>
    before.rows<{ fingerprint_hash: string; network_hash: string }>('SELECT * FROM visitor_link');

  it('knows a visitor by what was linked under the old one, and links it under the new one', async () => {
    const first = await before.visit(fingerprint(), from('203.0.113.1'));
    const old = links();
    await restarted([NEW_PEPPER, TEST_PEPPER], async (service) => {
      const again = await service.visit(fingerprint(), from('203.0.113.1'));
      expect(again.body).toMatchObject({ recognized_by: 'browser_and_network' });
    });
    expect(links()).toHaveLength(1);
    expect(links()[0]?.fingerprint_hash).not.toBe(old[0]?.fingerprint_hash);
    // Nothing hangs on the old pepper any more.
    await restarted([NEW_PEPPER], async (service) => {
      const again = await service.visit(fingerprint(), from('203.0.113.1'));
      expect(again.body.visitor).toBe('returning');
    });
    expect(first.body.visitor).toBe('new');
  });

  it('knows a device by its old cookie, for good', async () => {
    const first = await before.visit(fingerprint(), from('203.0.113.1'));
    for (const peppers of [[NEW_PEPPER, TEST_PEPPER], [NEW_PEPPER]] as const) {
      await restarted([...peppers], async (service) => {
        const again = await service.visit(
          fingerprint('updated'),
          from('198.51.100.1', first.cookie),
        );
        expect(again.organizationId).toBe(first.organizationId);
      });
    }
  });

  it('still counts the new visitors that a network brought before', async () => {
    await arrive(before, '203.0.113.1', 200);
    await restarted([NEW_PEPPER, TEST_PEPPER], async (service) => {
      const body = { fingerprint: fingerprint() };
      expect((await service.postKeys(body, from('203.0.113.1'))).status).toBe(429);
    });
  });

  it('recognises nobody where the old pepper was deleted', async () => {
    await before.visit(fingerprint(), from('203.0.113.1'));
    await restarted([NEW_PEPPER], async (service) => {
      const body = { fingerprint: fingerprint() };
      expect((await service.postKeys(body, from('203.0.113.1'))).status).toBe(428);
    });
  });
});

describe('the pepper command', () => {
  let dataDir = '';
  const out: string[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'playground-pepper-'));
    out.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const run = (...args: string[]) =>
    runPepperCommand(args, readConfig({ DATA_DIR: dataDir }), { storage: sqliteAdapter });

  it('puts a new pepper before the old ones, in a file that only its owner can read', () => {
    const [old] = loadPeppers(dataDir, null);
    run('rotate');
    const peppers = loadPeppers(dataDir, null);
    expect(peppers).toHaveLength(2);
    expect(peppers[1]).toBe(old);
    expect(peppers[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(dataDir, 'pepper')).mode & 0o777).toBe(0o600);
    for (const pepper of peppers) expect(out.join('')).not.toContain(pepper);
  });

  it('deletes all peppers but the current one', () => {
    run('rotate');
    const [current] = loadPeppers(dataDir, null);
    run('forget');
    expect(loadPeppers(dataDir, null)).toEqual([current]);
  });

  it('refuses a fifth pepper, since each makes every look-up slower', () => {
    for (let i = 0; i < 3; i += 1) run('rotate');
    const before = readFileSync(join(dataDir, 'pepper'), 'utf8');
    expect(() => run('rotate')).toThrow(/forget/);
    expect(readFileSync(join(dataDir, 'pepper'), 'utf8')).toBe(before);
  });

  it('explains how to rotate a pepper that the environment holds, and shows none that is in use', () => {
    const OLD = 'the pepper that was there at first';
    const rotate = () =>
      runPepperCommand(['rotate'], readConfig({ DATA_DIR: dataDir, PEPPER: NEW_PEPPER }), {
        storage: sqliteAdapter,
      });
    expect(rotate).toThrow(/PEPPER=[0-9a-f]{64},<its present value>/);
    expect(rotate).not.toThrow(NEW_PEPPER);
    const rotated = readConfig({ PEPPER: `${NEW_PEPPER},${OLD}` });
    expect(rotated.peppers).toEqual([NEW_PEPPER, OLD]);
  });

  it('says what it can do', () => {
    expect(() => run()).toThrow(/npm run pepper -- rotate/);
    expect(() => run('rotate', 'twice')).toThrow(/usage/);
  });

  it('refuses a file with a pepper that is too short or occurs twice', () => {
    for (const PEPPER of [`${NEW_PEPPER},short`, `${NEW_PEPPER},${NEW_PEPPER}`]) {
      expect(() => readConfig({ PEPPER })).toThrow(/^PEPPER is \d+ characters/);
    }
    writeFileSync(join(dataDir, 'pepper'), 'short\n');
    expect(() => loadPeppers(dataDir, null)).toThrow(/must hold one pepper/);
  });
});
