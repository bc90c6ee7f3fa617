import type { OrganizationId } from '../../identifiers/ids.ts';
import type { PlanName } from '../../organizations/plans.ts';

/** Where an export goes on: a table, and how many of its rows are exported. */
export interface ExportCursor {
  table: string;
  offset: number;
}

export interface ExportPage {
  table: string;
  /** By column, without hashes. */
  rows: Readonly<Record<string, unknown>>[];
  /** Null after the last page. */
  next: ExportCursor | null;
}

export interface OrganizationStorage {
  /** Makes the organization's row. Leaves one that exists as it is, and makes none that was ever deleted. */
  ensureOrganization(input: {
    id: OrganizationId;
    name: string;
    plan: PlanName;
    nowMs: number;
  }): Promise<void>;
  /** @returns false when there is no such organization, or it is a visitor's. */
  renameOrganization(id: OrganizationId, name: string): Promise<boolean>;
  /**
   * Deletes the organization with every row that belongs to it: keys, discoveries, saved sessions, usage. Only its
   * monthly ledgers stay, which are counts under its ID. A discovery that still runs is settled in them when it ends.
   * The deletion counts as unfinished until `finishDeletion` is called, because its members are kept elsewhere.
   * @returns false when there is no such organization, or it is a visitor's.
   */
  deleteOrganization(id: OrganizationId): Promise<boolean>;
  listUnfinishedDeletions(): Promise<OrganizationId[]>;
  /** Repeating it changes nothing. */
  finishDeletion(id: OrganizationId): Promise<void>;
  /** One page of the rows that belong to the organization. The first page is asked for with null. */
  exportOrganization(id: OrganizationId, cursor: ExportCursor | null): Promise<ExportPage>;
}
