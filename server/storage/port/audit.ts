import type { AuditAction } from '../../../shared/organization.ts';
import type { AuditEventId, OrganizationId } from '../../identifiers/ids.ts';

/** One thing that was done in an organization. Never changed once it is stored. */
export interface AuditRecord {
  id: AuditEventId;
  organizationId: OrganizationId;
  atMs: number;
  action: AuditAction;
  /** A member's name, `operator` or `reporter`. */
  actor: string;
  /** What it was done to, in words for a person. */
  target: string;
}

/** The log of who did what. It has no method that changes or deletes an event. */
export interface AuditStorage {
  appendAudit(record: AuditRecord): Promise<void>;
  /**
   * Events of an organization, newest first.
   * @param page.before only events older than this one; null for the newest. An ID of another organization, or an
   * unknown one, finds nothing.
   */
  listAudit(
    organizationId: OrganizationId,
    page: { before: AuditEventId | null; limit: number },
  ): Promise<AuditRecord[]>;
}
