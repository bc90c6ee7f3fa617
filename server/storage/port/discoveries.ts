import type { ArtifactId, DiscoveryId, OrganizationId } from '../../identifiers/ids.ts';

/** The kinds of work that cost a discovery. Their results are stored in the same table. */
export type DiscoveryKind =
  | 'discover'
  | 'discover-page'
  | 'analyze-bundle'
  | 'hierarchy'
  | 'reader-view';

export type DiscoveryStatus = 'running' | 'completed' | 'failed' | 'cancelled';

export interface DiscoveryRecord {
  id: DiscoveryId;
  organizationId: OrganizationId;
  artifactId: ArtifactId;
  kind: DiscoveryKind;
  /** As normalised by the WHATWG URL parser. */
  url: string;
  options: Readonly<Record<string, unknown>>;
  status: DiscoveryStatus;
  /** How the reservation ended; `reserved` while it runs. */
  charge: 'reserved' | 'committed' | 'refunded';
  createdAtMs: number;
  completedAtMs: number | null;
  /** What the run found, as JSON; null until it ends. */
  result: unknown;
  /** The stream's events, as JSON; empty until it ends. */
  events: unknown;
  /** The problem it ended with: `{code, detail, stage?}`. */
  failure: { code: string; detail: string; stage?: string } | null;
}

/** A discovery as it is stored, for answers that copy its result instead of parsing it. */
export interface DiscoveryText extends Omit<DiscoveryRecord, 'options' | 'events' | 'result'> {
  /** JSON text; null until the run ends. */
  result: string | null;
  /** Null where the result is not a list of endpoints. */
  endpointCount: number | null;
}
