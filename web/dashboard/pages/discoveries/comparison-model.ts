import { signal } from '@preact/signals';
import {
  getDiscovery,
  listDiscoveries,
  type StoredDiscovery,
} from '../../../api/stored-discoveries.ts';
import type { SendRequest } from '../../../api/request.ts';
import { createAction } from '../../models/action.ts';
import { compareRuns, type Comparison } from '../../../ui/compare-runs.ts';
import { createResource } from '../../models/resource.ts';

/** The most discoveries that the service lists at once. */
const RUNS_MAX = 100;

/** The kinds of discoveries whose result is a list of endpoints. */
const COMPARED: ReadonlySet<string> = new Set(['discover', 'discover-page', 'analyze-bundle']);

export interface ComparedRuns {
  olderAt: string;
  newerAt: string;
  comparison: Comparison;
}

/** Compares a discovery with another one of the same site. */
export function createComparison(send: SendRequest, discovery: StoredDiscovery) {
  const host = hostOf(discovery.url);
  const others = createResource(async () => {
    const page = await listDiscoveries(send, { query: host, limit: RUNS_MAX, offset: 0 });
    return page.discoveries.filter(
      (other) =>
        other.discovery_id !== discovery.discoveryId &&
        other.status === 'completed' &&
        // The service searches in the whole URL, and the URL of another site may contain this host.
        hostOf(other.url) === host &&
        COMPARED.has(other.kind),
    );
  });
  const chosen = signal('');
  const compared = signal<ComparedRuns | null>(null);
  const compare = createAction(async (otherId: string) => {
    chosen.value = otherId;
    compared.value = null;
    if (otherId === '') return;
    compared.value = inOrder(discovery, await getDiscovery(send, otherId));
  });
  return { others, chosen, compared, compare };
}

export type ComparisonModel = ReturnType<typeof createComparison>;

/** Puts the earlier run first: an endpoint of the later one alone was added, one of the earlier alone removed. */
function inOrder(one: StoredDiscovery, other: StoredDiscovery): ComparedRuns {
  const isFirst = Date.parse(one.createdAt) <= Date.parse(other.createdAt);
  const [older, newer] = isFirst ? [one, other] : [other, one];
  return {
    olderAt: older.createdAt,
    newerAt: newer.createdAt,
    comparison: compareRuns(older.endpoints, newer.endpoints),
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}
