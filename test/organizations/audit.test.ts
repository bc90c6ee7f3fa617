import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditPage } from '../../shared/organization.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { actorOf, auditRecord, recordAudit } from '../../server/organizations/audit.ts';
import { createGroupCommit } from '../../server/storage/sqlite/group-commit.ts';
import { createAppendAudit } from '../../server/storage/sqlite/audit.ts';
import { migrate } from '../../server/schema/migrate.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

let service: TestService;
let accounts: StubAccounts;
let acme: Credentials;
let organizationId: OrganizationId;

beforeEach(async () => {
  accounts = new StubAccounts();
  service = await TestService.start({}, { accounts });
  acme = await service.liveKey();
  organizationId = trustId(acme.organizationId);
});
afterEach(() => service.stop());

const deps = () => ({ storage: service.storage, clock: service.clock, random: systemRandom });
const record = (target: string, organization = organizationId) =>
  recordAudit(deps(), {
    organizationId: organization,
    action: 'key.created',
    actor: 'Ada',
    target,
  });
const as = (token: string, organization: string = acme.organizationId): Credentials => ({
  apiKey: token,
  organizationId: organization,
});

describe('the audit log', () => {
  it('gives the newest event first, page by page, each once, although all have the same time', async () => {
    for (const target of ['one', 'two', 'three', 'four', 'five']) await record(target);
    const { token } = accounts.join(organizationId, 'admin');
    const targets: string[][] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: AuditPage = await json(
        await service.call(as(token), 'GET', `audit?limit=2${next && `&before=${next}`}`),
      );
      targets.push(page.events.map(({ target }) => target));
      next = page.next;
    }
    expect(targets).toEqual([['five', 'four'], ['three', 'two'], ['one']]);
  });

  it('is for owners and admins, and for no key', async () => {
    const statuses = [];
    for (const role of ['owner', 'admin', 'member'] as const) {
      const { token } = accounts.join(organizationId, role);
      for (const path of ['audit', 'audit.csv']) {
        statuses.push([role, path, (await service.call(as(token), 'GET', path)).status]);
      }
    }
    expect(statuses).toEqual([
      ['owner', 'audit', 200],
      ['owner', 'audit.csv', 200],
      ['admin', 'audit', 200],
      ['admin', 'audit.csv', 200],
      ['member', 'audit', 403],
      ['member', 'audit.csv', 403],
    ]);
    expect((await service.call(acme, 'GET', 'audit')).status).toBe(403);
  });

  it('never shows another organization’s events, nor takes one of them as the start of a page', async () => {
    const other = await service.liveKey();
    await record('ours');
    await record('theirs', trustId(other.organizationId));
    const { token } = accounts.join(organizationId, 'owner');
    const foreign = await service.storage.listAudit(trustId(other.organizationId), {
      before: null,
      limit: 1,
    });
    const all: AuditPage = await json(await service.call(as(token), 'GET', 'audit'));
    expect(all.events.map(({ target }) => target)).toEqual(['ours']);
    const after: AuditPage = await json(
      await service.call(as(token), 'GET', `audit?before=${foreign[0]?.id}`),
    );
    expect(after).toEqual({ events: [], next: null });
  });

  it('exports everything as CSV, with formulas of a spreadsheet made harmless', async () => {
    for (const target of ['=1+1', '+1', '-1', '@sum', '\tx', 'a "b", c', 'plain']) {
      await record(target);
    }
    for (let i = 0; i < 205; i += 1) await record(`filler ${i}`);
    const { token } = accounts.join(organizationId, 'owner');
    const response = await service.call(as(token), 'GET', 'audit.csv');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 7 + 205);
    const cells = lines
      .slice(-7)
      .map((line) => line.replace(/^[^,]+,key\.created,Ada,|,[^,]+$/g, ''));
    expect(cells).toEqual(['plain', '"a ""b"", c"', "'\tx", "'@sum", "'-1", "'+1", "'=1+1"]);
  });

  it('does not let a member pass for the operator by their name', async () => {
    const { userId } = accounts.join(organizationId, 'member', 'Operator');
    expect(await actorOf(accounts, userId)).toBe('Operator (member)');
  });
});

describe('the table of audit events', () => {
  const file = () => join(service.dir, 'test.db');
  const tamper = (sql: string) => {
    const db = new Database(file());
    db.pragma('foreign_keys = ON');
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  };

  it.each([
    `UPDATE audit_event SET actor = 'nobody'`,
    `DELETE FROM audit_event`,
    `INSERT OR REPLACE INTO audit_event SELECT sequence, id, organization_id, at_ms, action, 'nobody', target FROM audit_event`,
  ])('refuses %s', async (sql) => {
    await record('one');
    expect(() => tamper(sql)).toThrow(/audit events are/);
    const events = await service.storage.listAudit(organizationId, { before: null, limit: 9 });
    expect(events.map(({ actor }) => actor)).toEqual(['Ada']);
  });

  it('loses the events of an organization with the organization, and no others', async () => {
    const other = await service.liveKey();
    await record('ours');
    await record('theirs', trustId(other.organizationId));
    tamper(`DELETE FROM api_key WHERE organization_id = '${organizationId}';
      DELETE FROM organization WHERE id = '${organizationId}'`);
    expect(service.rows('SELECT target FROM audit_event')).toEqual([{ target: 'theirs' }]);
  });

  it('has no event of a write that failed, and its event of one that succeeded', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'audit-test-'));
    const db = new Database(join(dir, 'a.db'));
    migrate(db, new URL('../../server/storage/sqlite/migrations/', import.meta.url));
    db.exec(
      `INSERT INTO organization (id, name, plan, created_at_ms) VALUES ('${organizationId}', 'Acme', 'developer', 0)`,
    );
    const append = createAppendAudit(db);
    const { write } = createGroupCommit(db);
    const event = (target: string) =>
      auditRecord(deps(), { organizationId, action: 'key.created', actor: 'Ada', target });
    await Promise.allSettled([
      write(() => {
        append(event('failed'));
        throw new Error('the rest of it failed');
      }),
      write(() => append(event('succeeded'))),
    ]);
    expect(db.prepare('SELECT target FROM audit_event').pluck().all()).toEqual(['succeeded']);
    db.close();
    rmSync(dir, { recursive: true });
  });
});
