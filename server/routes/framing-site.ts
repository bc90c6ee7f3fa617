import { parseSiteId } from '../identifiers/ids.ts';
import type { Storage } from '../storage/port.ts';
import type { SiteRecord } from '../storage/port/sites.ts';

export interface FramingSiteDeps {
  storage: Pick<Storage, 'findSite' | 'siteOrigins'>;
}

/**
 * The site whose settings hold for a playground: the named one, or the one whose page frames it. Settings are no
 * secret: a caller who names another site sees its colours and examples.
 * @param named the ID of a site
 * @param referrer the framing page's address, or its origin alone
 */
export async function findFramingSite(
  named: string | undefined,
  referrer: string | undefined,
  { storage }: FramingSiteDeps,
): Promise<SiteRecord | null> {
  const id = named === undefined ? undefined : parseSiteId(named);
  if (id) return storage.findSite({ id });
  const origin = referrer === undefined ? undefined : URL.parse(referrer)?.origin;
  return origin === undefined ? null : storage.findSite({ origin });
}
