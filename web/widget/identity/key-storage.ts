import type { Credentials } from '../../api/request.ts';
import { isFields, parseJson, textOf } from '../../api/read.ts';

const ITEM = 'kloakd-playground-key';

export interface KeyStorage {
  load: () => Credentials | null;
  save: (credentials: Credentials) => void;
  clear: () => void;
}

/** Keeps the key across reloads of this tab; closing the tab deletes it. */
export function createKeyStorage(open: () => Storage): KeyStorage {
  // A browser that blocks storage in frames throws when it is read: then the key lives as long as the page.
  const attempt = <T>(act: (storage: Storage) => T): T | null => {
    try {
      return act(open());
    } catch {
      return null;
    }
  };
  return {
    load: () => {
      const stored = parseJson(attempt((storage) => storage.getItem(ITEM)) ?? '');
      if (!isFields(stored)) return null;
      const apiKey = textOf(stored, 'apiKey');
      const organizationId = textOf(stored, 'organizationId');
      return apiKey && organizationId ? { apiKey, organizationId } : null;
    },
    save: (credentials) => {
      attempt((storage) => storage.setItem(ITEM, JSON.stringify(credentials)));
    },
    clear: () => {
      attempt((storage) => storage.removeItem(ITEM));
    },
  };
}
