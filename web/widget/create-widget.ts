import { getConfig } from '../api/config.ts';
import { getQuota } from '../api/quota.ts';
import { createRequest } from '../api/request.ts';
import { loadPart } from '../ui/load-part.ts';
import { createKeyStorage } from './identity/key-storage.ts';
import { loadLater } from './load-later.ts';
import { createWidgetModel, type WidgetModel } from './models/widget.ts';

// What only a run needs is in chunks of their own: the first paint fetches none of it.
const firstRun = () => loadPart(loadLater);

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
      getConfig: () => getConfig(send, document.documentElement.dataset['site']),
      getQuota: (credentials) => getQuota(send, credentials),
      streamDiscovery: async (...args) => (await firstRun()).streamDiscovery(send, ...args),
      getOpenApi: async (...args) => (await firstRun()).getOpenApi(send, ...args),
      makeClaim: async (...args) => (await firstRun()).makeClaim(send, ...args),
    },
    send,
    origin: location.origin,
    storage: createKeyStorage(() => sessionStorage),
    // The fingerprint library is in this chunk: nothing of it is fetched before the first run.
    obtainKey: async (signal, onChallenge) => {
      const { obtainKey } = await loadPart(() => import('./identity/obtain-key.ts'));
      return obtainKey(send, signal, onChallenge);
    },
    nowMs: () => performance.now(),
    newId: async () => (await firstRun()).newId(crypto),
    pause: async (ms, signal) => (await firstRun()).pauseUntilOnline(ms, signal),
  });
}
