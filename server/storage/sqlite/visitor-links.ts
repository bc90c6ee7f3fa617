import type { Database } from 'better-sqlite3';
import type { VisitorId } from '../../identifiers/ids.ts';
import type { MintInput, Pair } from '../port/visitors.ts';

/** A caller's pairs of browser and network, and how many visitors may share one. */
export type PairQuery = Pick<MintInput, 'identity' | 'seats'>;

interface LinkRow {
  fingerprint_hash: string;
  network_hash: string;
  visitor_id: string;
}

/** Which visitors were seen with a pair of browser and network. Synchronous: used within a transaction. */
export function createVisitorLinks(db: Database) {
  const selectExact = db.prepare<[string, string], LinkRow>(
    `SELECT fingerprint_hash, network_hash, visitor_id FROM visitor_link
     WHERE fingerprint_hash = ? AND network_hash = ? ORDER BY last_seen_at_ms, visitor_id`,
  );
  // Other library versions only: with the same version, a different whole fingerprint is a different browser.
  const selectCore = db.prepare<[string, string, string], LinkRow>(
    `SELECT fingerprint_hash, network_hash, visitor_id FROM visitor_link
     WHERE network_hash = ? AND core_hash = ? AND library_version <> ?
     ORDER BY last_seen_at_ms, visitor_id`,
  );
  const removeLink = db.prepare<[string, string, string]>(
    'DELETE FROM visitor_link WHERE fingerprint_hash = ? AND network_hash = ? AND visitor_id = ?',
  );
  const removeOldest = db.prepare<[string, number]>(
    `DELETE FROM visitor_link WHERE (fingerprint_hash, network_hash, visitor_id) IN (
       SELECT fingerprint_hash, network_hash, visitor_id FROM visitor_link WHERE visitor_id = ?
       ORDER BY last_seen_at_ms DESC, fingerprint_hash LIMIT -1 OFFSET ?)`,
  );
  const upsertLink = db.prepare<[string, string, string, string, string, number]>(
    `INSERT INTO visitor_link
       (fingerprint_hash, network_hash, core_hash, library_version, visitor_id, last_seen_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET core_hash = excluded.core_hash,
       library_version = excluded.library_version, last_seen_at_ms = excluded.last_seen_at_ms`,
  );

  /** Links of the caller's pair: those with the same fingerprint first, then those of another library version. */
  function linksOf({ identity }: PairQuery): LinkRow[] {
    const exact = identity.pairs.flatMap((pair) => selectExact.all(pair.fingerprint, pair.network));
    const similar = identity.pairs.flatMap((pair) =>
      selectCore.all(pair.network, pair.core, identity.libraryVersion),
    );
    return [...exact, ...similar];
  }

  return {
    /** The visitors of the caller's pair, those with the same fingerprint first. */
    holdersOf: (query: PairQuery): string[] => holdersOf(linksOf(query)),

    /**
     * Links the caller's pair to a visitor, unless other visitors hold all its seats. Links of this visitor that
     * were stored under an older pepper or library version are replaced.
     */
    link({ kept, nowMs, ...query }: MintInput, visitorId: VisitorId): void {
      const links = linksOf(query);
      const isMine = links.some((link) => link.visitor_id === visitorId);
      if (!isMine && holdersOf(links).length >= query.seats) return;
      const [pair] = query.identity.pairs;
      for (const link of links) {
        if (link.visitor_id !== visitorId || isUnder(link, pair)) continue;
        removeLink.run(link.fingerprint_hash, link.network_hash, visitorId);
      }
      const { libraryVersion } = query.identity;
      upsertLink.run(pair.fingerprint, pair.network, pair.core, libraryVersion, visitorId, nowMs);
      removeOldest.run(visitorId, kept.linksMax);
    },
  };
}

const holdersOf = (links: LinkRow[]): string[] => [
  ...new Set(links.map((link) => link.visitor_id)),
];

const isUnder = (link: LinkRow, pair: Pair): boolean =>
  link.fingerprint_hash === pair.fingerprint && link.network_hash === pair.network;
