import { hydrate, render } from 'preact';
import { Widget } from './components/widget.tsx';
import type { WidgetModel } from './models/widget.ts';

export interface WidgetHandle {
  run: (url: string) => void;
  destroy: () => void;
}

/** Takes over the prerendered widget in `root`, or renders it where there is none. */
export function mountWidget(root: HTMLElement, model: WidgetModel): WidgetHandle {
  if (root.childElementCount > 0) hydrate(<Widget model={model} />, root);
  else render(<Widget model={model} />, root);

  const listeners = new AbortController();
  const { signal } = listeners;
  model.online.value = navigator.onLine;
  addEventListener('online', () => (model.online.value = true), { signal });
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') model.run.cancel();
    },
    { signal },
  );
  addEventListener('offline', () => (model.online.value = false), { signal });
  return {
    run: model.runUrl,
    destroy: () => {
      listeners.abort();
      model.destroy();
      render(null, root);
    },
  };
}
