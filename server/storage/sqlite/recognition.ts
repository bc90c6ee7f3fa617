import type { Database } from 'better-sqlite3';
import { trustId, type OrganizationId, type VisitorId } from '../../identifiers/ids.ts';
import type { Recognition } from '../port/visitors.ts';
import { createVisitorLinks, type PairQuery } from './visitor-links.ts';

export interface Known {
  recognizedBy: Recognition;
  visitorId: VisitorId;
  /** Null where only browser and network were recognised: then the key gets a new organization. */
  organizationId: OrganizationId | null;
}

/** Finds the visitor of a caller, and links callers to visitors. Synchronous: used within a transaction. */
export function createRecognition(db: Database) {
  const selectDevice = db.prepare<[string], { visitor_id: string; organization_id: string }>(
    'SELECT visitor_id, organization_id FROM device WHERE token_hash = ?',
  );
  const updateDevice = db.prepare<[string, number, string]>(
    'UPDATE device SET token_hash = ?, last_seen_at_ms = ? WHERE token_hash = ?',
  );
  const links = createVisitorLinks(db);

  return {
    lookUp(query: PairQuery): Known | null {
      for (const token of query.identity.devices) {
        const device = selectDevice.get(token);
        if (!device) continue;
        return {
          recognizedBy: 'device',
          visitorId: trustId(device.visitor_id),
          organizationId: trustId(device.organization_id),
        };
      }
      const holders = links.holdersOf(query);
      const holder = holders[0];
      // While a pair has free seats, the caller may be another person with the same browser: a new visitor.
      if (holder === undefined || holders.length < query.seats) return null;
      return {
        recognizedBy: 'browser_and_network',
        visitorId: trustId(holder),
        organizationId: null,
      };
    },

    link: links.link,

    /** Records that a known device was seen now, and rewrites its hash under the current pepper. */
    markDeviceSeen({ identity }: PairQuery, nowMs: number): void {
      const [current] = identity.devices;
      if (current === undefined) return;
      const known = identity.devices.find((token) => selectDevice.get(token) !== undefined);
      if (known !== undefined) updateDevice.run(current, nowMs, known);
    },
  };
}
