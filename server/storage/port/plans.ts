import type { OrganizationId } from '../../identifiers/ids.ts';
import type { AuditRecord } from './audit.ts';

/** The members of a plan that an operator sets. */
export interface PlanTerms {
  /** `read`: every write is refused. */
  access: 'read' | 'full';
  /** Names that the program does not know are kept, and admit nothing. */
  modules: readonly string[];
  requestsPerMinute: number;
  /** Null: no limit. */
  discoveriesPerMonth: number | null;
  concurrentDiscoveries: number;
}

/** A plan as the operator's data says it. The playground's is not one of these: it stands in the program. */
export interface PlanRecord extends PlanTerms {
  name: string;
  title: string;
  /** Whether the upgrade page shows it. */
  isPublic: boolean;
}

/** What is different for one organization. A member that is not there is as in the plan. */
export interface Overrides extends Partial<PlanTerms> {
  managesSites?: boolean;
}

export interface OrganizationSummary {
  id: OrganizationId;
  name: string;
  plan: string;
  createdAtMs: number;
  /** Live keys that are neither revoked nor replaced. */
  keys: number;
}

/**
 * Plans and what each organization may do. A change takes effect at the next request of every process. Audit events
 * are stored with the change that they tell of, or not at all.
 */
export interface PlanStorage {
  /** All plans of the data, by name. */
  listPlans(): Promise<PlanRecord[]>;
  findPlan(name: string): Promise<PlanRecord | null>;
  /** Creates the plan, or replaces what it says. */
  savePlan(plan: PlanRecord, audits?: readonly AuditRecord[]): Promise<void>;
  /** Organizations that are not a visitor's playground, by name. */
  listOrganizations(): Promise<OrganizationSummary[]>;
  /** @returns false when there is no such organization, or it is a visitor's, or there is no such plan */
  setPlan(id: OrganizationId, plan: string, audit?: AuditRecord): Promise<boolean>;
  /**
   * Sets members, and takes those back that `reset` names.
   * @returns false when there is no such organization, or it is a visitor's
   */
  setOverrides(
    id: OrganizationId,
    set: Overrides,
    reset: readonly (keyof Overrides)[],
    audit?: AuditRecord,
  ): Promise<boolean>;
}
