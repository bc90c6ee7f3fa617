import type { ComponentChildren } from 'preact';
import type { Resource } from '../models/resource.ts';
import { strings } from '../strings.ts';
import { FailureNotice } from './failure-notice.tsx';
import css from './resource-view.module.css';

interface Props<T> {
  resource: Resource<T>;
  children: (value: T) => ComponentChildren;
}

/** Shows what was read from the server; until then that it is loading, or why it could not be read. */
export function ResourceView<T>({ resource, children }: Props<T>) {
  const state = resource.state.value;
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return <FailureNotice failure={state.failure} onRetry={() => void resource.reload()} />;
    case 'ready':
      return <>{children(state.value)}</>;
    default:
      return state satisfies never;
  }
}

export function Loading() {
  return (
    <p class={css.loading} role="status">
      {strings.loading}
    </p>
  );
}
