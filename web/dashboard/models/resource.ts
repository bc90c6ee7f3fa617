import { signal, type ReadonlySignal } from '@preact/signals';
import { toFailure, type Failure } from './failure.ts';

export type ResourceState<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; failure: Failure };

/** A value that is read from the server. */
export interface Resource<T> {
  state: ReadonlySignal<ResourceState<T>>;
  /** Reads the value again. The old one is shown until the new one is there. */
  reload: () => Promise<void>;
  /** Replaces the value, for example by the answer to a change. */
  set: (value: T) => void;
  /** The present value, or null. */
  peek: () => T | null;
}

/** Makes a resource and starts to load it. */
export function createResource<T>(load: () => Promise<T>): Resource<T> {
  const state = signal<ResourceState<T>>({ kind: 'loading' });
  let newest = 0;
  const reload = async () => {
    const mine = ++newest;
    if (state.peek().kind !== 'ready') state.value = { kind: 'loading' };
    const next = await load().then(
      (value): ResourceState<T> => ({ kind: 'ready', value }),
      (thrown: unknown): ResourceState<T> => ({ kind: 'failed', failure: toFailure(thrown) }),
    );
    // A slower answer to an earlier request must not replace a newer one.
    if (mine === newest) state.value = next;
  };
  void reload();
  return {
    state,
    reload,
    set: (value) => {
      newest++;
      state.value = { kind: 'ready', value };
    },
    peek: () => {
      const now = state.peek();
      return now.kind === 'ready' ? now.value : null;
    },
  };
}
