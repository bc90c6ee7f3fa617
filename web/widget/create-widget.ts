import { getConfig } from '../api/config.ts';
import { getQuota } from '../api/quota.ts';
import { createRequest } from '../api/request.ts';
import { loadPart } from '../ui/load-part.ts';
import { createKeyStorage } from './identity/key-storage.ts';
import { createWidgetModel, type WidgetModel } from './models/widget.ts';

// What only a run needs is in chunks of their own: the first paint fetches none of it.
const loadFirstRun = () => loadPart(() => import('./first-run.ts'));

/** The widget's models on a real browser's fetch, clock, storage and network state. */
export function createBrowserWidget(): WidgetModel {
  // Which page frames the widget, for the operator's counts by site. Empty where the browser does not say.
  const site = URL.parse(document.referrer)?.origin ?? '';
  const send = createRequest((input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-kloakd-site', site);
    return fetch(input, { ...init, headers });
  });
  return createWidgetModel({
    api: {
      getConfig: () => getConfig(send),
      getQuota: (credentials) => getQuota(send, credentials),
      streamDiscovery: async (...args) => (await loadFirstRun()).streamDiscovery(send, ...args),
      getOpenApi: async (...args) => (await loadFirstRun()).getOpenApi(send, ...args),
      makeClaim: async (...args) => (await loadFirstRun()).makeClaim(send, ...args),
    },
    origin: location.origin,
    storage: createKeyStorage(() => sessionStorage),
    // The fingerprint library is in this chunk: nothing of it is fetched before the first run.
    obtainKey: async (signal, onChallenge) => {
      const { obtainKey } = await loadPart(() => import('./identity/obtain-key.ts'));
      return obtainKey(send, signal, onChallenge);
    },
    nowMs: () => performance.now(),
    newId: async () => (await loadFirstRun()).newId(crypto),
    pause: async (ms, signal) => (await loadFirstRun()).pauseUntilOnline(ms, signal),
  });
}
