import type { Database } from 'better-sqlite3';
import { utcDate } from '../../time/calendar.ts';
import type { Storage } from '../port.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<Storage, 'admitKeyNetwork'>;
type Input = Parameters<Storage['admitKeyNetwork']>[0];

/** The networks that each key was used from on this UTC day. */
export function createKeyNetworks(db: Database, write: Write): Methods {
  const select = db
    .prepare<[string, string], string>(
      'SELECT network_hash FROM key_network WHERE day = ? AND key_id = ?',
    )
    .pluck();
  const insert = db.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO key_network (day, key_id, network_hash) VALUES (?, ?, ?)',
  );

  /** True for a recorded network, false where the limit is reached, null for a network that is to be recorded. */
  function decide(input: Input): boolean | null {
    const recorded = select.all(utcDate(input.nowMs), input.keyId);
    if (input.networks.some((network) => recorded.includes(network))) return true;
    return recorded.length >= input.networksMax ? false : null;
  }

  return {
    async admitKeyNetwork(input) {
      // Read before writing: a leaked key that is tried from a thousand networks must not cost an fsync each.
      const decided = decide(input);
      if (decided !== null) return decided;
      return write(() => {
        const again = decide(input);
        if (again !== null) return again;
        insert.run(utcDate(input.nowMs), input.keyId, input.networks[0]);
        return true;
      });
    },
  };
}
