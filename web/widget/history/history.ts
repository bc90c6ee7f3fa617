import { signal, type ReadonlySignal } from '@preact/signals';
import type { DiscoverySummary } from '../../../shared/organization.ts';
import { ApiProblem } from '../../api/errors.ts';
import { createHistoryApi } from '../../api/history.ts';
import { compareRuns, type Comparison } from '../../ui/compare-runs.ts';
import type { Problem } from '../models/local-problem.ts';
import { toProblem } from '../models/problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { OPENED, showStored, WITH_ENDPOINTS } from './open-stored.ts';

export type HistoryState =
  /** This tab has no key to ask with. */
  | { kind: 'locked' }
  | { kind: 'loading' }
  | { kind: 'ready'; discoveries: readonly DiscoverySummary[] }
  | { kind: 'failed'; problem: Problem };

export interface Compared {
  newer: DiscoverySummary;
  older: DiscoverySummary;
  /** Null until both results are there. */
  comparison: Comparison | null;
}

export interface History {
  state: ReadonlySignal<HistoryState>;
  /** Why a result could not be opened; null otherwise. */
  failure: ReadonlySignal<Problem | null>;
  compared: ReadonlySignal<Compared | null>;
  load: () => Promise<void>;
  /** Gets the visitor's key, which they ask for by a click, and lists what it has. */
  unlock: () => Promise<void>;
  /** @returns whether the result is shown */
  open: (discoveryId: string) => Promise<boolean>;
  compare: (newer: DiscoverySummary, older: DiscoverySummary) => Promise<void>;
  closeComparison: () => void;
}

const known = new WeakMap<WidgetModel, History>();

/** The widget's history. Made with its code, which is fetched when it is first asked for. */
export function historyOf(model: WidgetModel): History {
  const made = known.get(model) ?? createHistory(model);
  known.set(model, made);
  return made;
}

function createHistory(model: WidgetModel): History {
  const { deps, run, session } = model;
  const state = signal<HistoryState>({ kind: 'loading' });
  const failure = signal<Problem | null>(null);
  const compared = signal<Compared | null>(null);

  const problemOf = (thrown: unknown): Problem => {
    // A key that was revoked: the next one is the visitor's to ask for.
    if (thrown instanceof ApiProblem && thrown.body.status === 401) session.forget();
    return { ...toProblem(thrown), charged: false };
  };
  const api = () => {
    const credentials = session.credentials.value;
    if (credentials === null) throw new Error('History is asked for without a key.');
    return createHistoryApi(deps.send, credentials);
  };
  const load = async () => {
    failure.value = null;
    if (session.credentials.value === null) return void (state.value = { kind: 'locked' });
    // What was listed before stays until it is replaced.
    if (state.value.kind !== 'ready') state.value = { kind: 'loading' };
    try {
      state.value = { kind: 'ready', ...(await api().list()) };
    } catch (thrown) {
      const problem = problemOf(thrown);
      state.value =
        session.credentials.value === null ? { kind: 'locked' } : { kind: 'failed', problem };
    }
  };
  const unlock = async () => {
    state.value = { kind: 'loading' };
    try {
      await session.obtain(new AbortController().signal);
      await load();
    } catch (thrown) {
      state.value = { kind: 'failed', problem: problemOf(thrown) };
    }
  };
  const open = async (discoveryId: string) => {
    failure.value = null;
    try {
      const stored = await api().get(discoveryId);
      if (run.busy.value) return false;
      showStored(model, stored);
      model.view.selectTab('result');
      return true;
    } catch (thrown) {
      failure.value = problemOf(thrown);
      return false;
    }
  };
  const compare = async (newer: DiscoverySummary, older: DiscoverySummary) => {
    failure.value = null;
    const asked = (compared.value = { newer, older, comparison: null });
    try {
      const { get } = api();
      const [was, is] = await Promise.all([get(older.discovery_id), get(newer.discovery_id)]);
      // Another comparison, or the list, may be shown by now.
      if (compared.value !== asked) return;
      compared.value = { newer, older, comparison: compareRuns(was.endpoints, is.endpoints) };
    } catch (thrown) {
      if (compared.value !== asked) return;
      compared.value = null;
      failure.value = problemOf(thrown);
    }
  };
  const closeComparison = () => (compared.value = null);
  return { state, failure, compared, load, unlock, open, compare, closeComparison };
}

/** Whether a discovery has a result that the widget can show. */
export function isOpenable({ kind, status }: DiscoverySummary): boolean {
  return OPENED.has(status) && WITH_ENDPOINTS.has(kind);
}

/** Complete runs of the same address and kind before this one, newest first. */
export function earlierRuns(
  all: readonly DiscoverySummary[],
  { kind, url, created_at: at, status }: DiscoverySummary,
): DiscoverySummary[] {
  if (status !== 'completed' || !WITH_ENDPOINTS.has(kind)) return [];
  return all.filter(
    (other) =>
      other.url === url &&
      other.kind === kind &&
      other.status === 'completed' &&
      Date.parse(other.created_at) < Date.parse(at),
  );
}
