import {
  OTHER_SITES,
  OWN_PAGES,
  type Funnel,
  type FunnelCounts,
  type FunnelQuery,
  type FunnelStep,
} from '../../shared/funnel.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import { requireManager } from './sites.ts';
import { rangeOf } from './usage.ts';

export interface SiteFunnelDeps {
  storage: Pick<Storage, 'readFunnel' | 'listSites'>;
  /** The sites that the environment lists. */
  allowedSites: readonly string[];
  clock: Clock;
}

/**
 * How far callers got by site and day, up to a second old: of the organization's own sites, the operator's sites, the
 * service's own pages, and the rest. Another organization's sites are not among them.
 * @throws Problem 403 for an organization that the operator does not let decide about sites; 400 for a wrong range
 */
export async function readSiteFunnel(
  organization: OrganizationRecord,
  query: FunnelQuery,
  { storage, allowedSites, clock }: SiteFunnelDeps,
): Promise<Funnel> {
  requireManager(organization);
  const { fromDay, toDay } = rangeOf(query, clock.now());
  const listed = (await storage.listSites(null)).filter(
    ({ organizationId }) => organizationId === null || organizationId === organization.id,
  );
  const origins = listed.map(({ origin }) => origin);
  const sites = [OWN_PAGES, OTHER_SITES, ...allowedSites, ...origins];
  const rows = await storage.readFunnel({ fromDay, toDay, sites });
  return { from: fromDay, to: toDay, rows, total: totalOf(rows) };
}

function totalOf(rows: readonly FunnelCounts[]): FunnelCounts {
  const sum = (step: FunnelStep) => rows.reduce((total, row) => total + row[step], 0);
  return {
    seen: sum('seen'),
    started: sum('started'),
    key: sum('key'),
    first_result: sum('first_result'),
    spent: sum('spent'),
    signed_up: sum('signed_up'),
  };
}
