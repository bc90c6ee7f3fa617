import { signal, type ReadonlySignal } from '@preact/signals';

export const BASE_PATH = '/dashboard';

/** The address of a page: the path below `/dashboard`, and the query and fragment. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

/** The browser's history, or a list in a test. */
export interface HistoryPort {
  /** The address shown, from its path on, such as `/dashboard/sign-in?next=…`. */
  current: () => string;
  push: (address: string) => void;
  replace: (address: string) => void;
  /** Calls back when the person goes back or forward. */
  onMove: (moved: () => void) => void;
}

export interface Router {
  place: ReadonlySignal<Place>;
  /** Whether the person has navigated since the page was loaded: then the new heading gets the focus. */
  hasMoved: () => boolean;
  /** Opens an address below `/dashboard`, such as `/sign-in?next=…`. */
  go: (to: string) => void;
  /** The same, without an entry in the history: for redirects. */
  replace: (to: string) => void;
}

export function createRouter(history: HistoryPort): Router {
  const place = signal(readPlace(history.current()));
  let moved = false;
  const read = () => {
    moved = true;
    place.value = readPlace(history.current());
  };
  history.onMove(read);
  return {
    place,
    hasMoved: () => moved,
    go: (to) => {
      history.push(addressOf(to));
      read();
    },
    replace: (to) => {
      history.replace(addressOf(to));
      read();
    },
  };
}

/** The address of a page of the dashboard, for a link. */
export function addressOf(to: string): string {
  return `${BASE_PATH}${to === '/' ? '' : to}`;
}

/** The part of an address below `/dashboard`; null for every other address. */
export function belowBase(address: string): string | null {
  if (!/^\/dashboard(?:[/?#]|$)/.test(address)) return null;
  const rest = address.slice(BASE_PATH.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function readPlace(address: string): Place {
  const { pathname, searchParams } = new URL(belowBase(address) ?? '/', 'https://page.invalid');
  return { path: pathname, query: searchParams };
}
