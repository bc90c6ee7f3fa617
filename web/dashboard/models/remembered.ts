/** Small values that are kept across page loads. Whoever uses this browser may see them. */
export interface Remembered {
  /** A claim code, kept until it is used or the person declines. */
  claimCode: StoredText;
  lastOrganizationId: StoredText;
}

export interface StoredText {
  read: () => string | null;
  write: (text: string) => void;
  clear: () => void;
}

/** @param storage gives the tab's storage; it throws where the browser allows none */
export function createRemembered(storage: () => Storage): Remembered {
  return {
    claimCode: storedText(storage, 'kloakd-claim'),
    lastOrganizationId: storedText(storage, 'kloakd-organization'),
  };
}

function storedText(storage: () => Storage, name: string): StoredText {
  // Without the browser's storage the text is kept until the page is reloaded.
  let kept: string | null = null;
  const attempt = <T>(act: (storage: Storage) => T, otherwise: T): T => {
    try {
      return act(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    read: () => attempt((stored) => stored.getItem(name), kept) ?? kept,
    write: (text) => {
      kept = text;
      attempt((stored) => stored.setItem(name, text), undefined);
    },
    clear: () => {
      kept = null;
      attempt((stored) => stored.removeItem(name), undefined);
    },
  };
}
