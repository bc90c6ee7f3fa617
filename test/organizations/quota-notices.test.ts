import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { noticeQuota } from '../../server/organizations/quota-notices.ts';
import { openSqlite } from '../../server/storage/sqlite/open.ts';
import { eventually } from '../support/eventually.ts';
import { StubAccounts } from '../support/stub-accounts.ts';
import { TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let acme: Credentials;
let subjects: string[];
let isMailDown: boolean;

beforeEach(async () => {
  subjects = [];
  isMailDown = false;
  const accounts = new StubAccounts();
  accounts.notifyOwners = async (_organizationId, { subject }) => {
    if (isMailDown) throw new Error('no mail server');
    subjects.push(subject);
  };
  service = await TestService.start({}, { accounts });
  acme = await service.liveKey();
});
afterEach(() => service.stop());

const limitTo = (discoveriesPerMonth: number) =>
  service.storage.setOverrides(trustId(acme.organizationId), { discoveriesPerMonth }, []);
let targets = 0;
async function discover(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    targets += 1;
    await service.discover(acme, `https://shop-${targets}.example.com/`);
  }
}
const ALMOST = "80 % of this month's discoveries are used";
const ALL = 'All discoveries of this month are used';

describe('the owners of an organization', () => {
  it('are told at 80 and at 100 percent of the month, once each', async () => {
    await limitTo(5);
    await discover(3);
    expect(subjects).toEqual([]);
    await discover(1);
    await eventually(() => subjects.length === 1);
    await discover(3);
    await eventually(() => subjects.length === 2);
    expect(subjects).toEqual([ALMOST, ALL]);
  });

  it('are told again in the next month', async () => {
    await limitTo(1);
    await discover(1);
    await eventually(() => subjects.length === 1);
    service.clock.advance(31 * 24 * 3_600_000);
    await discover(1);
    await eventually(() => subjects.length === 2);
    expect(subjects).toEqual([ALL, ALL]);
  });

  it('are told at the next charge where the mail could not be sent, and no discovery fails', async () => {
    await limitTo(10);
    await discover(7);
    isMailDown = true;
    await discover(1);
    await eventually(() => service.logLines.join('').includes('were not told of their quota'));
    isMailDown = false;
    await discover(1);
    await eventually(() => subjects.length === 1);
    expect(subjects).toEqual([ALMOST]);
  });

  it('are not told twice of one month after a restart, nor by two charges at once', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'notices-test-'));
    const organizationId = trustId<OrganizationId>('acme');
    const ledger = { id: trustId<never>('acme/2026-11'), limit: 10 };
    for (let restart = 0; restart < 2; restart += 1) {
      const storage = openSqlite(join(dir, 'a.db'));
      const deps = {
        storage: { ...storage, readLedger: async () => ({ limit: 10, used: 9, reserved: 0 }) },
        notifyOwners: async (_: OrganizationId, { subject }: { subject: string }) => {
          subjects.push(subject);
        },
        log: { error: () => {} },
      };
      await Promise.all([1, 2].map(() => noticeQuota({ organizationId, ledger }, deps)));
      await storage.close();
    }
    expect(subjects).toEqual([ALMOST]);
    rmSync(dir, { recursive: true });
  });

  it('do not exist for visitors, and for a month without a limit there is nothing to tell', async () => {
    const visitor = await service.visit();
    for (let i = 0; i < 10; i += 1) await service.discover(visitor, `https://v-${i}.example.com/`);
    const free = await service.liveKey('enterprise');
    await service.discover(free, 'https://shop.example.com/');
    await service.close();
    expect([subjects, service.rows('SELECT * FROM quota_notice')]).toEqual([[], []]);
  });
});
