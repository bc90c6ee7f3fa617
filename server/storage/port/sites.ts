import type { SiteSettings } from '../../../shared/site-settings.ts';
import type { OrganizationId, SiteId } from '../../identifiers/ids.ts';
import type { AuditRecord } from './audit.ts';

/** A site that may frame the playground. */
export interface SiteRecord {
  id: SiteId;
  /** As `parseOrigin` gives it. Each stands here once. */
  origin: string;
  name: string;
  /** Null: added by the operator. */
  organizationId: OrganizationId | null;
  /** A member's name; null for the operator. */
  createdBy: string | null;
  createdAtMs: number;
  settings: SiteSettings;
}

export interface SiteStorage {
  /** @returns `full` where there are `sitesMax` in all: each makes a header of every page longer */
  addSite(input: {
    site: SiteRecord;
    sitesMax: number;
    /** Stored with it; null for the operator's sites, which belong to no organization. */
    audit: AuditRecord | null;
  }): Promise<'added' | 'exists' | 'full'>;
  /** An organization's, or with null all. */
  listSites(organizationId: OrganizationId | null): Promise<SiteRecord[]>;
  /**
   * @param input.organizationId the site is removed only if it is this one's; null for the operator, who may remove any
   * @returns what was removed; null where there is no such site
   */
  removeSite(input: {
    id: SiteId;
    organizationId: OrganizationId | null;
    /** Its target is the site's origin. Null for the operator, for sites that belong to no organization. */
    audit: Omit<AuditRecord, 'target'> | null;
  }): Promise<SiteRecord | null>;
  /**
   * @param input.organizationId the site is changed only if it is this one's; null for the operator, who may change any
   * @returns the site as it is now; null where there is no such site
   */
  changeSite(input: {
    id: SiteId;
    organizationId: OrganizationId | null;
    /** What is left out stays as it is. */
    settings: Partial<SiteSettings>;
    /** Its target is the site's origin. Null for the operator, for sites that belong to no organization. */
    audit: Omit<AuditRecord, 'target'> | null;
  }): Promise<SiteRecord | null>;
  /** By its ID or its origin. */
  findSite(key: { id: SiteId } | { origin: string }): Promise<SiteRecord | null>;
  /** The origins of all sites. Reads the database each time, so that a change by any process counts at once. */
  siteOrigins(): Promise<string[]>;
}
