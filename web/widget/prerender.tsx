import { renderToString } from 'preact-render-to-string';
import { LANGUAGES, type Language } from '../../shared/languages.ts';
import { NetworkFailure } from '../api/errors.ts';
import { Panels } from './components/panels.tsx';
import { Widget } from './components/widget.tsx';
import { createKeyStorage } from './identity/key-storage.ts';
import { createWidgetModel } from './models/widget.ts';
import { loadRunStrings, loadStrings, strings } from './strings/catalog.ts';

/** What the page of one language holds before any script runs. */
export interface Shell {
  language: Language;
  /** The widget's first state as HTML. */
  widget: string;
  noScript: string;
}

/** The widget's first state in every language, made while the pages are built. */
export const shells: readonly Shell[] = await prerenderAll();

async function prerenderAll(): Promise<Shell[]> {
  const made: Shell[] = [];
  // One after the other: the texts that are shown are the module's state.
  for (const language of LANGUAGES) {
    await loadStrings(language);
    await loadRunStrings();
    made.push({ language, widget: prerender(), noScript: strings.value.noScript });
  }
  return made;
}

function prerender(): string {
  const unavailable = () => Promise.reject(new NetworkFailure('Nothing is asked while building.'));
  const model = createWidgetModel({
    api: {
      getConfig: unavailable,
      getQuota: unavailable,
      streamDiscovery: unavailable,
      getOpenApi: unavailable,
      makeClaim: unavailable,
    },
    send: unavailable,
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
