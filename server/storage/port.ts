import type { PlanName } from '../organizations/plans.ts';
import type {
  ArtifactId,
  DiscoveryId,
  OrganizationId,
  SessionId,
  VisitorId,
} from '../identifiers/ids.ts';
import type { AuditStorage } from './port/audit.ts';
import type { ClaimStorage } from './port/claims.ts';
import type { DiscoveryRecord, DiscoveryText } from './port/discoveries.ts';
import type { DiscoveryListStorage } from './port/discovery-list.ts';
import type { FunnelStorage } from './port/funnel.ts';
import type { KeyStorage } from './port/keys.ts';
import type { OrganizationStorage } from './port/organizations.ts';
import type { Overrides, PlanRecord, PlanStorage } from './port/plans.ts';
import type { ReservationStorage } from './port/reservations.ts';
import type { SiteStorage } from './port/sites.ts';
import type { UsageStorage } from './port/usage.ts';
import type { VisitorStorage } from './port/visitors.ts';

export interface OrganizationRecord {
  id: OrganizationId;
  name: string;
  plan: PlanName;
  createdAtMs: number;
  /** Set for playground organizations: the visitor whose lifetime ledger its discoveries are charged to. */
  visitorId: VisitorId | null;
  /** The row of its plan; null for the playground's, which is not in the data. */
  planRecord: PlanRecord | null;
  overrides: Overrides;
}

export type SessionStatus = 'active' | 'ended';

/** A saved discovery configuration. */
export interface SessionRecord {
  id: SessionId;
  organizationId: OrganizationId;
  name: string;
  url: string | null;
  options: Readonly<Record<string, unknown>>;
  jobId: DiscoveryId | null;
  status: SessionStatus;
  createdAtMs: number;
}

/** The database cannot be reached or written. The call may be tried again. */
export class StorageUnavailable extends Error {}

/**
 * What the service needs from a database. Every method is one atomic operation, and resolves once its effect
 * survives a power cut. Methods for rows that an organization owns take its ID, so that no caller can reach
 * another organization's rows.
 * @throws StorageUnavailable from any method.
 */
export interface Storage
  extends
    AuditStorage,
    ClaimStorage,
    DiscoveryListStorage,
    FunnelStorage,
    KeyStorage,
    OrganizationStorage,
    PlanStorage,
    ReservationStorage,
    SiteStorage,
    UsageStorage,
    VisitorStorage {
  findOrganization(id: OrganizationId): Promise<OrganizationRecord | null>;
  findDiscovery(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  findDiscoveryText(id: DiscoveryId, organizationId: OrganizationId): Promise<DiscoveryText | null>;
  findArtifact(id: ArtifactId, organizationId: OrganizationId): Promise<DiscoveryRecord | null>;
  /** Completed discoveries of an organization, newest first, without their events. */
  listDiscoveries(organizationId: OrganizationId, limit: number): Promise<DiscoveryRecord[]>;

  /** Stores a session. Where there is one of this ID and organization, it stays as it is. @returns the stored one */
  createSession(record: SessionRecord): Promise<SessionRecord>;
  findSession(id: SessionId, organizationId: OrganizationId): Promise<SessionRecord | null>;
  listSessions(
    organizationId: OrganizationId,
    page: { limit: number; offset: number },
  ): Promise<{ sessions: SessionRecord[]; total: number }>;
  updateSession(
    id: SessionId,
    organizationId: OrganizationId,
    change: { status?: SessionStatus; jobId?: DiscoveryId },
  ): Promise<SessionRecord | null>;
  deleteSession(id: SessionId, organizationId: OrganizationId): Promise<boolean>;

  close(): Promise<void>;
}

/** What keeps other servers away from a database, or does not. */
export interface ServingLock {
  /** Whether this process is the only server of the database, so that nobody else holds a reservation. */
  isExclusive: boolean;
  release(): Promise<void>;
}

/** A database as the start and the commands choose it. Only `main.ts` and tests name one. */
export interface StorageAdapter {
  /** Opens the database of a data folder. A missing folder is created with mode 0700. */
  open(dataDir: string): Promise<Storage>;
  /** Held by a server until `release` or the end of its process. */
  lock(dataDir: string): Promise<ServingLock>;
  /**
   * Explains an error of `open`, `lock` or the folder's files.
   * @returns a StartError that names the fix, or the error itself where it is a bug
   */
  explain(error: unknown, dataDir: string): unknown;
}
