import { signal } from '@preact/signals';
import { listDiscoveries, runDiscovery } from '../../../api/stored-discoveries.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { createResource } from '../../models/resource.ts';

const PAGE_SIZE = 25;
/** The pause in typing after which the server is asked. */
const DEBOUNCE_MS = 250;

/** @param pause waits for a number of milliseconds */
export function createDiscoveries(
  app: Pick<Dashboard, 'sendFor' | 'router'>,
  organization: Membership,
  pause: (ms: number) => Promise<void>,
) {
  const send = app.sendFor(organization.id);
  const query = signal('');
  const offset = signal(0);
  const url = signal('');
  const isFormOpen = signal(false);
  let searches = 0;
  let stopWaiting = new AbortController();

  const list = createResource(() =>
    listDiscoveries(send, {
      query: query.peek().trim(),
      limit: PAGE_SIZE,
      offset: offset.peek(),
    }),
  );
  const open = (discoveryId: string) =>
    app.router.go(`/${organization.id}/discoveries/${encodeURIComponent(discoveryId)}`);
  const moveBy = (count: number) => {
    offset.value = Math.max(0, offset.peek() + count);
    return list.reload();
  };
  const run = createAction(async () => {
    const { signal: abort } = (stopWaiting = new AbortController());
    const discoveryId = await runDiscovery(send, withScheme(url.peek()), abort);
    if (!abort.aborted) open(discoveryId);
  });

  return {
    ...{ list, query, offset, url, isFormOpen, run },
    search: async (text: string) => {
      query.value = text;
      const mine = ++searches;
      await pause(DEBOUNCE_MS);
      if (mine !== searches) return;
      offset.value = 0;
      await list.reload();
    },
    next: () => moveBy(PAGE_SIZE),
    previous: () => moveBy(-PAGE_SIZE),
    openForm: () => {
      url.value = '';
      run.clear();
      isFormOpen.value = true;
    },
    /** Closes the form. A running discovery goes on, and is in the list. */
    closeForm: () => {
      isFormOpen.value = false;
      if (!run.busy.peek()) return;
      stopWaiting.abort();
      void list.reload();
    },
  };
}

export type Discoveries = ReturnType<typeof createDiscoveries>;

/** Completes an address such as `shop.example`, because the service requires a whole URL. */
function withScheme(text: string): string {
  const url = text.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`;
}
