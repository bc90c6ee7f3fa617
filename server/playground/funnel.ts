import { OTHER_SITES, OWN_PAGES, type FunnelRow, type FunnelStep } from '../../shared/funnel.ts';
import { isVisitorLedger } from '../identifiers/ids.ts';
import type { Storage } from '../storage/port.ts';
import type { LedgerRef } from '../storage/port/reservations.ts';
import { utcDate } from '../time/calendar.ts';
import type { Clock } from '../time/clock.ts';

/** Sites of one day that have rows of their own. More than can be listed at once; the rest counts as “other”. */
const SITES_PER_DAY_MAX = 200;

interface FunnelDeps {
  storage: Pick<Storage, 'addToFunnel' | 'siteOrigins'>;
  /** The sites that the environment lists. */
  allowedSites: readonly string[];
  clock: Clock;
  log: { error(details: object, message: string): void };
}

/**
 * Counts how far callers get, by site and UTC day. It keeps sums alone: nothing of a caller is passed to it.
 * Counts wait in memory and are written together, so that no request waits for one or fails because of one. A crash
 * loses what was not written yet.
 */
export class Funnel {
  readonly #deps: FunnelDeps;
  /** By day and site. At most one for each listed site and day, whatever callers claim. */
  #rows = new Map<string, FunnelRow>();
  #listed: ReadonlySet<string>;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: FunnelDeps) {
    this.#deps = deps;
    this.#listed = new Set(deps.allowedSites);
  }

  /**
   * Counts one step. Does no I/O.
   * @param site `OWN_PAGES`, or the origin that the caller claims to come from; null where it claims none. A claim
   *   that is not the origin of a listed site counts as “other”
   */
  count(step: FunnelStep, site: string | null): void {
    const isNamed = site !== null && (site === OWN_PAGES || this.#listed.has(site));
    const row = this.#rowOf(utcDate(this.#deps.clock.now()), isNamed ? site : OTHER_SITES);
    row[step] += 1;
  }

  /** Counts a visitor's first and last discovery, from the number that each charge gets within its transaction. */
  countCharge(charged: {
    ledger: LedgerRef;
    usedWithThis: number | null;
    site: string | null;
  }): void {
    const { ledger, usedWithThis, site } = charged;
    if (!isVisitorLedger(ledger.id) || usedWithThis === null) return;
    if (usedWithThis === 1) this.count('first_result', site);
    if (usedWithThis === ledger.limit) this.count('spent', site);
  }

  /** Writes what was counted, and reads which sites are listed. Resolves in any case: what failed is tried again. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { storage, allowedSites, log } = this.#deps;
    const rows = [...this.#rows.values()];
    this.#rows = new Map();
    try {
      if (rows.length > 0) {
        await storage.addToFunnel({ rows, sitesPerDayMax: SITES_PER_DAY_MAX });
      }
    } catch (error) {
      rows.forEach((row) => this.#add(row));
      log.error({ err: error }, 'the counts of the funnel were not stored and are tried again');
      return;
    }
    // Without an answer the list of before stays.
    const origins = await storage.siteOrigins().catch(() => null);
    if (origins !== null) this.#listed = new Set([...allowedSites, ...origins]);
  }

  #rowOf(day: string, site: string): FunnelRow {
    const slot = `${day} ${site}`;
    const known = this.#rows.get(slot);
    if (known) return known;
    const none = { seen: 0, started: 0, key: 0, first_result: 0, spent: 0, signed_up: 0 };
    const row = { day, site, ...none };
    this.#rows.set(slot, row);
    return row;
  }

  #add(counted: FunnelRow): void {
    const row = this.#rowOf(counted.day, counted.site);
    for (const step of STEPS) row[step] += counted[step];
  }
}

const STEPS = Object.keys({
  seen: true,
  started: true,
  key: true,
  first_result: true,
  spent: true,
  signed_up: true,
} satisfies Record<FunnelStep, true>) as FunnelStep[];
