import { createRef, hydrate, render } from 'preact';
import { Widget } from './components/widget.tsx';
import type { WidgetModel } from './models/widget.ts';
import { showPanels } from './show-panels.tsx';

/** Takes over the prerendered widget in `root`, or renders it where there is none. Resolves once its panels are shown. */
export function mountWidget(root: HTMLElement, model: WidgetModel): Promise<void> {
  const slot = createRef<HTMLDivElement>();
  const widget = <Widget model={model} slot={slot} />;
  if (root.childElementCount > 0) hydrate(widget, root);
  else render(widget, root);
  const panels = slot.current ? showPanels(slot.current, model) : Promise.resolve();

  model.setOnline(navigator.onLine);
  addEventListener('online', () => model.setOnline(true));
  addEventListener('offline', () => model.setOnline(false));
  addEventListener('keydown', ({ key, target }) => {
    // In the filter Escape empties the filter; a run that goes on must not end by it.
    const isInFilter = target instanceof HTMLInputElement && target.type === 'search';
    if (key === 'Escape' && !isInFilter) model.run.cancel();
  });
  return panels;
}
