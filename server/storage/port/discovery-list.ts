import type { ArtifactId, DiscoveryId, OrganizationId } from '../../identifiers/ids.ts';
import type { DiscoveryKind, DiscoveryStatus } from './discoveries.ts';

/** A discovery without what it found. */
export interface ListedDiscovery {
  id: DiscoveryId;
  artifactId: ArtifactId;
  kind: DiscoveryKind;
  url: string;
  status: DiscoveryStatus;
  /** Null while it runs, and where the result is not a list of endpoints. */
  endpointCount: number | null;
  createdAtMs: number;
  completedAtMs: number | null;
  /** Taken over from a visitor. */
  isClaimed: boolean;
}

export interface DiscoveryListStorage {
  /**
   * Discoveries of an organization, newest first, running ones included.
   * @param page.query part of the URL; empty for all
   */
  searchDiscoveries(
    organizationId: OrganizationId,
    page: { query: string; limit: number; offset: number },
  ): Promise<{ discoveries: ListedDiscovery[]; total: number }>;
}
