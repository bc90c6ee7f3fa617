import { signal, type ReadonlySignal } from '@preact/signals';
import { safeHref } from '../../ui/links.ts';
import { localProblem, type Problem } from './local-problem.ts';
import { toProblem } from './problem.ts';
import type { WidgetModel } from './widget.ts';

// A code works for ten minutes. The last one is left for signing in.
const LINK_USABLE_MS = 9 * 60_000;

type KeepState =
  | { kind: 'idle' }
  /** The browser has opened no tab: a link that the visitor clicks is never blocked. */
  | { kind: 'blocked'; url: string }
  | { kind: 'failed'; problem: Problem };

export interface Keep {
  state: ReadonlySignal<KeepState>;
  /** Gets a code for the visitor's discoveries, and opens the sign-up with it in a new tab. */
  open: () => Promise<void>;
  /** @returns whether the link may be followed; otherwise its code is used or old, and a new one is under way */
  follow: () => boolean;
}

type Deps = Pick<WidgetModel, 'online' | 'session'> & {
  deps: Pick<WidgetModel['deps'], 'nowMs'> & { api: Pick<WidgetModel['deps']['api'], 'makeClaim'> };
};

/** @param openTab tells whether the browser has opened the address in a new tab */
export function createKeep(
  { deps: { api, nowMs }, online, session }: Deps,
  openTab: (url: string) => boolean,
): Keep {
  const state = signal<KeepState>({ kind: 'idle' });
  let usableUntilMs = 0;
  let isPending = false;

  const fail = (problem: Problem) => {
    // Making a code never costs a discovery.
    state.value = { kind: 'failed', problem: { ...problem, charged: false } };
  };
  const open = async () => {
    const credentials = session.credentials.value;
    if (isPending || credentials === null) return;
    isPending = true;
    try {
      const url = safeHref(await api.makeClaim(credentials));
      if (url === undefined) return fail(localProblem('unexpected', 'unexpected_answer'));
      usableUntilMs = nowMs() + LINK_USABLE_MS;
      state.value = openTab(url) ? { kind: 'idle' } : { kind: 'blocked', url };
    } catch (thrown) {
      fail(online.value ? toProblem(thrown) : localProblem('offline', 'offline'));
    } finally {
      isPending = false;
    }
  };
  const follow = () => {
    const isUsable = nowMs() < usableUntilMs;
    // Its code works once.
    usableUntilMs = 0;
    if (!isUsable) void open();
    return isUsable;
  };
  return { state, open, follow };
}
