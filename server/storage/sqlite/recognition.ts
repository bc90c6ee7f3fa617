import type { Database } from 'better-sqlite3';
import { trustId, type OrganizationId, type VisitorId } from '../../identifiers/ids.ts';
import type { MintInput, Pair, Recognition } from '../port.ts';

export interface Known {
  recognizedBy: Recognition;
  visitorId: VisitorId;
  /** Null where only browser and network were recognised: then the key gets a new organization. */
  organizationId: OrganizationId | null;
}

type Query = Pick<MintInput, 'identity' | 'seats'>;

interface LinkRow {
  fingerprint_hash: string;
  network_hash: string;
  visitor_id: string;
}

/**
 * How many pairs of browser and network are kept for one visitor. The latest are. Each request with the
 * device cookie links one more pair for free, so without a limit a client with 600 made-up browsers a minute
 * could claim every browser of its network, and fill the disk.
 */
const LINKS_MAX = 64;

/** Finds the visitor of a caller, and links callers to visitors. Synchronous: used within a transaction. */
export function createRecognition(db: Database) {
  const selectDevice = db.prepare<[string], { visitor_id: string; organization_id: string }>(
    'SELECT visitor_id, organization_id FROM device WHERE token_hash = ?',
  );
  const updateDevice = db.prepare<[string, number, string]>(
    'UPDATE device SET token_hash = ?, last_seen_at_ms = ? WHERE token_hash = ?',
  );
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
  function linksOf({ identity }: Query): LinkRow[] {
    const exact = identity.pairs.flatMap((pair) => selectExact.all(pair.fingerprint, pair.network));
    const similar = identity.pairs.flatMap((pair) =>
      selectCore.all(pair.network, pair.core, identity.libraryVersion),
    );
    return [...exact, ...similar];
  }

  const holdersOf = (links: LinkRow[]) => [...new Set(links.map((link) => link.visitor_id))];

  const isUnder = (link: LinkRow, pair: Pair) =>
    link.fingerprint_hash === pair.fingerprint && link.network_hash === pair.network;

  return {
    lookUp(query: Query): Known | null {
      for (const token of query.identity.devices) {
        const device = selectDevice.get(token);
        if (!device) continue;
        return {
          recognizedBy: 'device',
          visitorId: trustId(device.visitor_id),
          organizationId: trustId(device.organization_id),
        };
      }
      const holders = holdersOf(linksOf(query));
      const holder = holders[0];
      // While a pair has free seats, the caller may be another person with the same browser: a new visitor.
      if (holder === undefined || holders.length < query.seats) return null;
      return {
        recognizedBy: 'browser_and_network',
        visitorId: trustId(holder),
        organizationId: null,
      };
    },

    /**
     * Links the caller's pair to a visitor, unless other visitors hold all its seats. Links of this visitor that
     * were stored under an older pepper or library version are replaced.
     */
    link(query: Query, visitorId: VisitorId, nowMs: number): void {
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
      removeOldest.run(visitorId, LINKS_MAX);
    },

    /** Records that a known device was seen now, and rewrites its hash under the current pepper. */
    markDeviceSeen({ identity }: Query, nowMs: number): void {
      const [current] = identity.devices;
      if (current === undefined) return;
      const known = identity.devices.find((token) => selectDevice.get(token) !== undefined);
      if (known !== undefined) updateDevice.run(current, nowMs, known);
    },
  };
}
