import Database from 'better-sqlite3';
import type { Storage } from '../port.ts';
import { createAppendAudit, createAudit } from './audit.ts';
import { createCredentialCache } from './credential-cache.ts';
import { createCharging } from './charging.ts';
import { createDiscoveries } from './discoveries.ts';
import { asStorageError, createGroupCommit } from './group-commit.ts';
import { createDailyTotals } from './daily-totals.ts';
import { createKeyNetworks } from './key-networks.ts';
import { createApiKeys } from './api-keys.ts';
import { createKeyNotices } from './key-notices.ts';
import { createLeakedKeys } from './leaked-keys.ts';
import { createLedgers } from './ledgers.ts';
import { migrate } from '../../schema/migrate.ts';
import { createMemberOrganizations } from './member-organizations.ts';
import { createOrganizationKeys } from './organization-keys.ts';
import { createOrganizations } from './organizations.ts';
import { createPlans } from './plans.ts';
import { createSessions } from './sessions.ts';
import { createSweep } from './sweep.ts';
import { createClaims } from './claims.ts';
import { createDiscoveryList } from './discovery-list.ts';
import { createFunnel } from './funnel.ts';
import { createSites } from './sites.ts';
import { createUsage } from './usage.ts';
import { createVisitors } from './visitors.ts';
import { watchOtherConnections } from './watch-connections.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);

/**
 * Opens a database file, and creates or migrates it where needed. `:memory:` opens a database that is deleted
 * when it is closed.
 * @throws DatabaseAhead; SQLite's own error where the file cannot be opened or written.
 */
export function openSqlite(file: string): Storage {
  const db = new Database(file, { timeout: 5_000 });
  try {
    db.pragma('journal_mode = WAL');
    // One fsync at every commit, so that what a client was told survives a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    migrate(db, MIGRATIONS);
  } catch (error) {
    db.close();
    throw error;
  }
  const { write, flush } = createGroupCommit(db);
  const totals = createDailyTotals(db);
  const others = watchOtherConnections(db);
  const ledgers = createLedgers(db, others);
  const cache = createCredentialCache(db, others);
  const appendAudit = createAppendAudit(db);
  return {
    ...guarded(createDiscoveries(db, others)),
    ...guarded(createApiKeys(db, write, cache)),
    ...guarded(createOrganizationKeys(db, write, appendAudit)),
    ...guarded(createLeakedKeys(db, write, appendAudit)),
    ...guarded(createKeyNotices(db, write)),
    ...guarded(createAudit(db, write, appendAudit)),
    ...guarded(createOrganizations(db, cache)),
    ...guarded(createPlans(db, write, appendAudit)),
    ...guarded(createKeyNetworks(db, write)),
    ...guarded(createCharging(db, write, ledgers, totals)),
    ...guarded(createMemberOrganizations(db, write)),
    ...guarded(createSessions(db, write)),
    ...guarded(createSweep(db, write)),
    ...guarded(createClaims(db, write, appendAudit)),
    ...guarded(createDiscoveryList(db)),
    ...guarded(createSites(db, write, appendAudit)),
    ...guarded(createUsage(db, write)),
    ...guarded(createFunnel(db, write)),
    ...guarded(createVisitors(db, write, ledgers, totals)),
    async close() {
      flush();
      db.close();
    },
  };
}

/** Turns SQLite's errors into the port's `StorageUnavailable` in every method. */
function guarded<T extends Record<string, (...args: never[]) => Promise<unknown>>>(methods: T): T {
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: never[]) =>
      Reflect.apply(method, methods, args).catch((error: unknown) => {
        throw asStorageError(error);
      }),
  ]);
  return Object.fromEntries(entries) as T;
}
