import { computed, signal } from '@preact/signals';
import {
  getDiscovery,
  getOpenApiOf,
  repeatDiscovery,
  type StoredDiscovery,
} from '../../../api/stored-discoveries.ts';
import { fileNameFor } from '../../../ui/download.ts';
import { createEndpointRows } from '../../../ui/endpoint-rows.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

export type View = 'table' | 'map';

/** One stored discovery. @param save saves a file on the person's device */
export function createDiscovery(
  app: Pick<Dashboard, 'sendFor' | 'router'>,
  organization: Membership,
  discoveryId: string,
  save: (content: Blob, name: string) => void,
) {
  const send = app.sendFor(organization.id);
  const discovery = createResource(() => getDiscovery(send, discoveryId));
  const endpoints = computed(() => {
    const state = discovery.state.value;
    return state.kind === 'ready' ? state.value.endpoints : [];
  });
  const view = signal<View>('table');
  const rows = createEndpointRows(endpoints);
  return {
    ...{ send, discovery, rows, view },
    show: (name: View) => (view.value = name),
    /** Opens an endpoint's row in the table. */
    reveal: (key: string) => {
      view.value = 'table';
      rows.reveal(key);
    },
    saveJson: (found: StoredDiscovery) =>
      save(
        new Blob([JSON.stringify(asJson(found), null, 2)], { type: 'application/json' }),
        fileNameFor(found.url, 'endpoints.json'),
      ),
    saveOpenApi: createAction(async (found: StoredDiscovery) => {
      if (found.artifactId === null) return;
      save(await getOpenApiOf(send, found.artifactId), fileNameFor(found.url, 'openapi.json'));
    }),
    repeat: createAction(async () => {
      const next = await repeatDiscovery(send, discoveryId);
      app.router.go(`/${organization.id}/discoveries/${encodeURIComponent(next)}`);
    }),
  };
}

export type Discovery = ReturnType<typeof createDiscovery>;

/** The JSON download, with the same fields as the widget's. */
function asJson(found: StoredDiscovery) {
  return {
    url: found.url,
    discovery_id: found.discoveryId,
    artifact_id: found.artifactId,
    total_endpoints: found.endpoints.length,
    truncated: found.truncated,
    endpoints: found.endpoints,
  };
}
