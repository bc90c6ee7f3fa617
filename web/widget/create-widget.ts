import { createApiClient } from '../api-client.ts';
import { createKeyStorage } from './identity/key-storage.ts';
import { createWidgetModel, type WidgetModel } from './models/widget.ts';
import { pauseUntilOnline } from './pause.ts';

/** The widget's models on a real browser's fetch, clock, storage and network state. */
export function createBrowserWidget(): WidgetModel {
  const api = createApiClient((input, init) => fetch(input, init));
  return createWidgetModel({
    api,
    origin: location.origin,
    storage: createKeyStorage(() => sessionStorage),
    // The fingerprint library is in this chunk: nothing of it is fetched before the first run.
    obtainKey: async (signal, onChallenge) => {
      const { obtainKey } = await import('./identity/obtain-key.ts');
      return obtainKey(api, signal, onChallenge);
    },
    nowMs: () => performance.now(),
    newId: newUuid,
    pause: pauseUntilOnline,
  });
}

/** A random UUID (RFC 9562, version 4) also where plain http hides `crypto.randomUUID`. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    if (index === 6) return ((byte & 0x0f) | 0x40).toString(16).padStart(2, '0');
    if (index === 8) return ((byte & 0x3f) | 0x80).toString(16).padStart(2, '0');
    return byte.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
