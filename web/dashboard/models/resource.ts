import { signal, type ReadonlySignal } from '@preact/signals';
import { toFailure, type Failure } from './failure.ts';

export type ResourceState<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; failure: Failure };

/** Something that is read from the server. */
export interface Resource<T> {
  state: ReadonlySignal<ResourceState<T>>;
  /** Reads it again. What is shown stays until the new value is there. */
  reload: () => Promise<void>;
  /** Puts a value in place that an answer to a change brought. */
  set: (value: T) => void;
  /** The value that is shown, or null. */
  peek: () => T | null;
}

/** Begins to load at once. */
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
