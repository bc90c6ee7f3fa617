import type { Endpoint } from '../../shared/discovery.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';

/** What a run found, as it is stored. */
export interface EndpointResult {
  endpoints: Endpoint[];
  truncated: boolean;
  requests_made: number;
}

/** The endpoints of a stored record; none where it failed. */
export function resultOf(record: Pick<DiscoveryRecord, 'result'>): EndpointResult {
  const result = (record.result ?? {}) as Partial<EndpointResult>;
  return {
    endpoints: result.endpoints ?? [],
    truncated: result.truncated ?? false,
    requests_made: result.requests_made ?? 0,
  };
}
