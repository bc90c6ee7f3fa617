import type { Database } from 'better-sqlite3';
import type { UsageSplit } from '../../../shared/usage.ts';
import type {
  QuotaNoticeKey,
  UsageEvent,
  UsageStorage,
  UsageSum,
  UsageTotal,
} from '../port/usage.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<UsageStorage, keyof UsageStorage>;

/** What each split groups by. The names are ours: nothing a client sends becomes SQL. */
const PART: Readonly<Record<UsageSplit, string>> = {
  none: "''",
  module: 'u.module',
  key: 'u.key_id',
  status: 'u.status_class',
};

export function createUsage(db: Database, write: Write): Methods {
  const record = createRecord(db);
  const reads = Object.fromEntries(
    Object.entries(PART).map(([split, part]) => [split, prepareRead(db, part)]),
  ) as Record<UsageSplit, ReturnType<typeof prepareRead>>;
  const forget = db.prepare<[number, number]>(
    'DELETE FROM usage_event WHERE id IN (SELECT id FROM usage_event WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
  );
  // The primary key decides between two callers.
  const takeNotice = db.prepare<[QuotaNoticeKey]>(
    'INSERT OR IGNORE INTO quota_notice VALUES (@organizationId, @month, @percent)',
  );
  const giveBackNotice = db.prepare<[QuotaNoticeKey]>(
    `DELETE FROM quota_notice
     WHERE organization_id = @organizationId AND month = @month AND percent = @percent`,
  );
  return {
    recordUsage: (batch) => write(() => record(batch)),
    readUsage: async (organizationId, { fromDay, toDay, split }) =>
      reads[split].all(organizationId, fromDay, toDay),
    forgetUsage: ({ beforeMs, countMax }) => write(() => forget.run(beforeMs, countMax).changes),
    takeQuotaNotice: (notice) => write(() => takeNotice.run(notice).changes === 1),
    giveBackQuotaNotice: (notice) =>
      write(() => {
        giveBackNotice.run(notice);
      }),
  };
}

const prepareRead = (db: Database, part: string) =>
  db.prepare<[string, string, string], UsageSum>(
    `SELECT u.day, ${part} AS part, k.name AS keyName, k.last4 AS keyLast4, sum(u.requests) AS requests,
       sum(u.discoveries) AS discoveries, sum(u.duration_ms) AS durationMs
     FROM usage_daily u
     LEFT JOIN api_key k ON k.id = ${part} AND k.organization_id = u.organization_id
     WHERE u.organization_id = ? AND u.day BETWEEN ? AND ?
     GROUP BY u.day, part ORDER BY u.day, part`,
  );

/** Rows of an organization that was deleted in the meantime are left out, instead of failing the batch. */
function createRecord(db: Database) {
  const insert = db.prepare<[UsageEvent]>(
    `INSERT INTO usage_event
       (organization_id, key_id, user_id, module, operation, status, discoveries, duration_ms, at_ms)
     SELECT @organizationId, @keyId, @userId, @module, @operation, @status, @discoveries, @durationMs, @atMs
     WHERE EXISTS (SELECT 1 FROM organization WHERE id = @organizationId)`,
  );
  // Adds to the stored sums, so that batches may be written in any order. `true` tells the parser that what follows
  // belongs to the insert and not to a join.
  const add = db.prepare<[UsageTotal]>(
    `INSERT INTO usage_daily
       (organization_id, day, module, key_id, status_class, requests, discoveries, duration_ms)
     SELECT @organizationId, @day, @module, coalesce(@keyId, ''), @statusClass, @requests, @discoveries, @durationMs
     WHERE true AND EXISTS (SELECT 1 FROM organization WHERE id = @organizationId)
     ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,
       discoveries = discoveries + excluded.discoveries, duration_ms = duration_ms + excluded.duration_ms`,
  );
  const markKeyUsed = db.prepare<[number, string]>(
    'UPDATE api_key SET last_used_at_ms = max(coalesce(last_used_at_ms, 0), ?) WHERE id = ?',
  );
  return ({ totals, events }: Parameters<Methods['recordUsage']>[0]) => {
    for (const total of totals) {
      add.run(total);
      if (total.keyId !== null) markKeyUsed.run(total.lastUsedAtMs, total.keyId);
    }
    for (const event of events) insert.run(event);
  };
}
