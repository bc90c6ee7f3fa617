import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Resource } from '../models/resource.ts';
import { strings } from '../strings.ts';
import { FailureNotice } from './failure-notice.tsx';
import css from './resource-view.module.css';

interface Props<T> {
  resource: Resource<T>;
  children: (value: T) => ComponentChildren;
}

/** Shows a resource: its value, that it is loading, or why it could not be read. */
export function ResourceView<T>({ resource, children }: Props<T>) {
  const state = resource.state.value;
  const isOffline = state.kind === 'failed' && state.failure.kind === 'offline';
  useEffect(() => {
    if (!isOffline) return;
    const reload = () => void resource.reload();
    addEventListener('online', reload);
    return () => removeEventListener('online', reload);
  }, [isOffline, resource]);
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

/** A placeholder, about as high as a short list, so that what is below it moves little when the list comes. */
export function Loading() {
  return (
    <div class={css.loading}>
      <p role="status">{strings.loading}</p>
      <div class={css.lines} aria-hidden="true" />
    </div>
  );
}
