import type { Database } from 'better-sqlite3';
import type { UsageSplit } from '../../../shared/usage.ts';
import type { QuotaNoticeKey, UsageStorage, UsageSum } from '../port/usage.ts';
import type { Write } from './group-commit.ts';
import { createRecordUsage } from './record-usage.ts';

type Methods = Pick<UsageStorage, keyof UsageStorage>;

/** What each split groups by. The names are ours: nothing a client sends becomes SQL. */
const PART: Readonly<Record<UsageSplit, string>> = {
  none: "''",
  module: 'u.module',
  key: 'u.key_id',
  status: 'u.status_class',
};

export function createUsage(db: Database, write: Write): Methods {
  const record = createRecordUsage(db);
  const reads = Object.fromEntries(
    Object.entries(PART).map(([split, part]) => [split, prepareRead(db, part)]),
  ) as Record<UsageSplit, ReturnType<typeof prepareRead>>;
  // IDs grow in the order of recording, so that the oldest rows stand first and no index of times is needed. Where the
  // clock once ran ahead, the rows behind those of that time are kept for as much longer as it did.
  const forget = db.prepare<[number, number]>(
    `DELETE FROM usage_event WHERE id IN
       (SELECT id FROM (SELECT id, at_ms FROM usage_event ORDER BY id LIMIT ?) WHERE at_ms < ?)`,
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
    forgetUsage: ({ beforeMs, countMax }) => write(() => forget.run(countMax, beforeMs).changes),
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
