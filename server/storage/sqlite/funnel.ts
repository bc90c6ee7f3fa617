import type { Database } from 'better-sqlite3';
import { OTHER_SITES, OWN_PAGES, type FunnelRow } from '../../../shared/funnel.ts';
import type { FunnelStorage } from '../port/funnel.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<FunnelStorage, keyof FunnelStorage>;

/** How far callers got, as counts by day and site. */
export function createFunnel(db: Database, write: Write): Methods {
  const exists = db.prepare<[string, string]>(
    'SELECT 1 FROM funnel_daily WHERE day = ? AND site = ?',
  );
  const countSites = db
    .prepare<[string, string, string], number>(
      'SELECT count(*) FROM funnel_daily WHERE day = ? AND site NOT IN (?, ?)',
    )
    .pluck();
  const add = db.prepare<[FunnelRow]>(
    `INSERT INTO funnel_daily (day, site, seen, started, key, first_result, spent, signed_up)
     VALUES (@day, @site, @seen, @started, @key, @first_result, @spent, @signed_up)
     ON CONFLICT (day, site) DO UPDATE SET seen = seen + excluded.seen,
       started = started + excluded.started, key = key + excluded.key,
       first_result = first_result + excluded.first_result, spent = spent + excluded.spent,
       signed_up = signed_up + excluded.signed_up`,
  );
  const select = db.prepare<[string, string, string], FunnelRow>(
    `SELECT * FROM funnel_daily
     WHERE day BETWEEN ? AND ? AND site IN (SELECT value FROM json_each(?))
     ORDER BY day, site`,
  );

  // Within one transaction, so that two batches at once cannot both add the last site of a day.
  function addRow(row: FunnelRow, sitesPerDayMax: number): void {
    const { day, site } = row;
    const isSiteOfItsOwn = site !== OWN_PAGES && site !== OTHER_SITES;
    const isFull =
      isSiteOfItsOwn &&
      exists.get(day, site) === undefined &&
      (countSites.get(day, OWN_PAGES, OTHER_SITES) ?? 0) >= sitesPerDayMax;
    add.run(isFull ? { ...row, site: OTHER_SITES } : row);
  }

  return {
    addToFunnel: ({ rows, sitesPerDayMax }) =>
      write(() => {
        for (const row of rows) addRow(row, sitesPerDayMax);
      }),
    readFunnel: async ({ fromDay, toDay, sites }) =>
      select.all(fromDay, toDay, JSON.stringify(sites)),
  };
}
