import type { FunnelRow } from '../../../shared/funnel.ts';

/** Counts by UTC day and site. They hold nothing that could be joined to a visitor. */
export interface FunnelStorage {
  /**
   * Adds to the stored counts, all of it or nothing. A day has at most `sitesPerDayMax` sites of its own: counts of a
   * further one are added to `OTHER_SITES`, so that the table stays small whatever is counted.
   */
  addToFunnel(input: { rows: readonly FunnelRow[]; sitesPerDayMax: number }): Promise<void>;
  /** The counts of these sites. Ordered by day and site. */
  readFunnel(query: {
    fromDay: string;
    toDay: string;
    sites: readonly string[];
  }): Promise<FunnelRow[]>;
}
