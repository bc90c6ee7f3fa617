import { renderToString } from 'preact-render-to-string';
import { NetworkFailure } from '../api/errors.ts';
import { Panels } from './components/panels.tsx';
import { Widget } from './components/widget.tsx';
import { createKeyStorage } from './identity/key-storage.ts';
import { createWidgetModel } from './models/widget.ts';

/** The widget's first state as HTML, made while the pages are built. */
export function prerender(): string {
  const unavailable = () => Promise.reject(new NetworkFailure('Nothing is asked while building.'));
  const model = createWidgetModel({
    api: {
      getConfig: unavailable,
      getQuota: unavailable,
      streamDiscovery: unavailable,
      getOpenApi: unavailable,
      makeClaim: unavailable,
    },
    origin: '',
    storage: createKeyStorage(() => {
      throw new Error('There is no storage while building.');
    }),
    obtainKey: unavailable,
    nowMs: () => 0,
    newId: unavailable,
    pause: unavailable,
  });
  // The panels are taken over on their own, so they are rendered on their own.
  const panelsHtml = renderToString(<Panels model={model} />);
  return renderToString(<Widget model={model} panelsHtml={panelsHtml} />);
}
