import type { Database } from 'better-sqlite3';
import type { Storage } from '../port.ts';
import type { Write } from './group-commit.ts';
import { KEY_COLUMNS, toKey, type KeyRow } from './key-row.ts';

type Methods = Pick<Storage, 'listExpiringKeys' | 'takeNotice' | 'returnNotice'>;

/** Which owners were told that a key expires. */
export function createKeyNotices(db: Database, write: Write): Methods {
  const selectExpiring = db.prepare<[number, number], KeyRow>(
    `SELECT ${KEY_COLUMNS} FROM api_key k
     WHERE k.tier = 'live' AND k.expires_at_ms IS NOT NULL AND k.revoked_at_ms IS NULL
       AND k.replaced_by IS NULL AND k.expires_at_ms BETWEEN ? AND ? ORDER BY k.expires_at_ms`,
  );
  // The primary key lets one of two processes send a notice.
  const take = db.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO key_notice (key_id, days_left, sent_at_ms) VALUES (?, ?, ?)',
  );
  const remove = db.prepare<[string, number]>(
    'DELETE FROM key_notice WHERE key_id = ? AND days_left = ?',
  );
  return {
    listExpiringKeys: async (fromMs, toMs) => selectExpiring.all(fromMs, toMs).map(toKey),
    takeNotice: (id, stage, nowMs) => write(() => take.run(id, stage, nowMs).changes === 1),
    returnNotice: (id, stage) =>
      write(() => {
        remove.run(id, stage);
      }),
  };
}
