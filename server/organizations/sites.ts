import type { CreateSiteRequest, Site } from '../../shared/organization.ts';
import { NO_SITE_SETTINGS, type ChangeSiteRequest } from '../../shared/site-settings.ts';
import { parseOrigin } from '../client-address/origin.ts';
import { parseSiteId, trustId, type SiteId, type UserId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { Problem } from '../problem.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { SiteRecord } from '../storage/port/sites.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts } from './accounts.ts';
import { accentColours } from './accent.ts';
import { actorOf, auditRecord } from './audit.ts';

/** The most sites of all organizations together: each lengthens a header of the widget's page, which proxies limit. */
export const SITES_MAX = 100;

export interface SiteDeps {
  storage: Pick<Storage, 'addSite' | 'changeSite' | 'listSites' | 'removeSite'>;
  accounts: Pick<Accounts, 'findPerson'>;
  clock: Clock;
  random: Random;
}

interface SiteManager {
  organization: OrganizationRecord;
  userId: UserId;
}

/** @throws Problem 403 for an organization that may not decide about sites */
export async function listSites(
  organization: OrganizationRecord,
  { storage }: Pick<SiteDeps, 'storage'>,
): Promise<{ sites: Site[] }> {
  requireManager(organization);
  return { sites: (await storage.listSites(organization.id)).map(toSite) };
}

/** @throws Problem 403; 400 for a text that is no origin, or one that is listed already */
export async function addSite(
  request: CreateSiteRequest,
  { organization, userId }: SiteManager,
  deps: SiteDeps,
): Promise<Site> {
  requireManager(organization);
  const origin = parseOrigin(request.origin.trim());
  if (origin === undefined) {
    throw invalidOrigin(
      'Send an origin such as https://docs.example.com: no path, no wildcard, one site at a time.',
    );
  }
  const actor = await actorOf(deps.accounts, userId);
  const site: SiteRecord = {
    id: trustId<SiteId>(deps.random.uuid()),
    origin,
    name: request.name?.trim() || new URL(origin).host,
    organizationId: organization.id,
    createdBy: actor,
    createdAtMs: deps.clock.now(),
    settings: NO_SITE_SETTINGS,
  };
  const organizationId = organization.id;
  const audit = auditRecord(deps, { organizationId, action: 'site.added', actor, target: origin });
  const outcome = await deps.storage.addSite({ site, sitesMax: SITES_MAX, audit });
  switch (outcome) {
    case 'added':
      return toSite(site);
    case 'exists':
      throw invalidOrigin(`${origin} is listed already: its pages may frame the playground.`);
    case 'full':
      throw invalidOrigin(
        `This server lists ${SITES_MAX} sites and takes no more: remove one, or ask its operator.`,
      );
    default:
      return outcome satisfies never;
  }
}

/** @throws Problem 403; 404, the same for another organization's site as for none */
export async function changeSite(
  siteId: string,
  settings: ChangeSiteRequest,
  { organization, userId }: SiteManager,
  deps: SiteDeps,
): Promise<Site> {
  requireManager(organization);
  const id = parseSiteId(siteId);
  const actor = await actorOf(deps.accounts, userId);
  const organizationId = organization.id;
  const changed =
    id &&
    (await deps.storage.changeSite({
      id,
      organizationId,
      settings,
      audit: auditRecord(deps, { organizationId, action: 'site.changed', actor, target: '' }),
    }));
  if (!changed) throw noSuchSite();
  return toSite(changed);
}

/** @throws Problem 403; 404, the same for another organization's site as for none */
export async function removeSite(
  siteId: string,
  { organization, userId }: SiteManager,
  deps: SiteDeps,
): Promise<void> {
  requireManager(organization);
  const id = parseSiteId(siteId);
  const actor = await actorOf(deps.accounts, userId);
  const organizationId = organization.id;
  const removed =
    id &&
    (await deps.storage.removeSite({
      id,
      organizationId,
      audit: auditRecord(deps, { organizationId, action: 'site.removed', actor, target: '' }),
    }));
  if (!removed) throw noSuchSite();
}

/** @throws Problem 403 for an organization that the operator does not let decide about sites */
export function requireManager({ overrides }: OrganizationRecord): void {
  if (overrides.managesSites === true) return;
  throw new Problem(
    'not_entitled',
    'This organization does not decide which sites may frame the playground: ask the operator of this server.',
  );
}

const noSuchSite = () => new Problem('not_found', 'There is no such site in this organization.');

const invalidOrigin = (detail: string) => new Problem('invalid_field', detail, { field: 'origin' });

function toSite({ id, origin, name, createdAtMs, createdBy, settings }: SiteRecord): Site {
  const shown = settings.accent === null ? null : accentColours(settings.accent);
  return {
    id,
    origin,
    name,
    created_at: new Date(createdAtMs).toISOString(),
    created_by: createdBy,
    settings,
    accent_shown: shown && {
      light: shown.light.accent,
      dark: shown.dark.accent,
      adjusted: shown.isAdjusted,
    },
  };
}
