import type { StoredDiscovery } from '../../api/stored-discoveries.ts';
import type { WidgetModel } from '../models/widget.ts';

/** How a discovery ended that has a result to show. */
export const OPENED: ReadonlySet<string> = new Set(['completed', 'cancelled']);

/** The kinds whose result is a list of endpoints. */
export const WITH_ENDPOINTS: ReadonlySet<string> = new Set([
  'discover',
  'discover-page',
  'analyze-bundle',
]);

/** Shows a stored result in place of a run's. */
export function showStored(model: WidgetModel, stored: StoredDiscovery): void {
  model.type(stored.url);
  model.link.value = null;
  model.run.show(stored.url, stored.endpoints, {
    discoveryId: stored.discoveryId,
    artifactId: stored.artifactId,
    totalEndpoints: stored.endpoints.length,
    truncated: stored.truncated,
    elapsedMs: durationMs(stored),
    requestsMade: 0,
    charged: false,
    storedAt: stored.createdAt,
  });
}

function durationMs({ createdAt, completedAt }: StoredDiscovery): number {
  const ms = Date.parse(completedAt ?? '') - Date.parse(createdAt);
  return Number.isFinite(ms) ? ms : 0;
}
