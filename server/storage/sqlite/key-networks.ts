import type { Database } from 'better-sqlite3';
import { utcDay } from '../../time/calendar.ts';
import type { Storage } from '../port.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<Storage, 'admitKeyNetwork'>;
type Input = Parameters<Storage['admitKeyNetwork']>[0];

/** From how many networks a key is used on one UTC day. */
export function createKeyNetworks(db: Database, write: Write): Methods {
  const select = db
    .prepare<[string, string], string>(
      'SELECT network_hash FROM key_network WHERE day = ? AND key_id = ?',
    )
    .pluck();
  const insert = db.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO key_network (day, key_id, network_hash) VALUES (?, ?, ?)',
  );

  /** Null: neither noted nor refused yet. */
  function decide(input: Input): boolean | null {
    const noted = select.all(utcDay(input.nowMs).day, input.keyId);
    if (input.networks.some((network) => noted.includes(network))) return true;
    return noted.length >= input.networksMax ? false : null;
  }

  return {
    async admitKeyNetwork(input) {
      // A leaked key that a thousand networks try must not cost a thousand fsyncs.
      const decided = decide(input);
      if (decided !== null) return decided;
      return write(() => {
        const again = decide(input);
        if (again !== null) return again;
        insert.run(utcDay(input.nowMs).day, input.keyId, input.networks[0]);
        return true;
      });
    },
  };
}
