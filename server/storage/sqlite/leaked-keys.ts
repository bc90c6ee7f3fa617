import type { Database } from 'better-sqlite3';
import { utcDay } from '../../time/calendar.ts';
import type { Storage } from '../port.ts';
import type { AppendAudit } from './audit.ts';
import type { Write } from './group-commit.ts';
import { WORKS } from './key-row.ts';

type Methods = Pick<Storage, 'reportLeakedKey'>;

/** Revokes keys that somebody found in public. */
export function createLeakedKeys(db: Database, write: Write, appendAudit: AppendAudit): Methods {
  const count = db.prepare<[string]>(
    `INSERT INTO leak_report (day, reports) VALUES (?, 1)
     ON CONFLICT (day) DO UPDATE SET reports = reports + 1`,
  );
  const revoke = db.prepare<[number, string, number]>(
    `UPDATE api_key AS k SET revoked_at_ms = ? WHERE k.hash = ? AND ${WORKS}`,
  );
  return {
    reportLeakedKey: ({ hash, audit, nowMs }) =>
      write(() => {
        // A commit that writes nothing needs no fsync, and would be told apart from one that revokes.
        count.run(utcDay(nowMs).day);
        const isRevoked = revoke.run(nowMs, hash, nowMs).changes === 1;
        if (isRevoked && audit !== null) appendAudit(audit);
        return isRevoked;
      }),
  };
}
