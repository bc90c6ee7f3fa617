import { useSignal } from '@preact/signals';
import { fileNameFor, saveFile } from '../../ui/download.ts';
import { Icon } from '../../ui/icons.tsx';
import { PathMap } from '../../ui/path-map.tsx';
import { loadOnDemand } from '../load-later.ts';
import { resultsOf } from '../models/results-of.ts';
import type { WidgetModel } from '../models/widget.ts';
import { SAMPLE_URL } from '../sample.ts';
import { runStrings, strings } from '../strings/catalog.ts';
import css from './panels.module.css';
import { MissingPart } from './part-missing.tsx';

/** The paths as a tree; a method leads to its row in the table. */
export function MapPanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const isMissing = useSignal(false);
  const endpoints = resultsOf(model).endpoints.value;
  if (endpoints.length === 0) return <p class={css.empty}>{r.nothingYet}</p>;
  const save = async () => {
    const url = model.run.url.value ?? SAMPLE_URL;
    try {
      const { mapImage } = await loadOnDemand();
      const image = mapImage(endpoints, url, strings.value.endpoints(endpoints.length));
      saveFile(new Blob([image], { type: 'image/svg+xml' }), fileNameFor(url, 'map.svg'));
    } catch {
      isMissing.value = true;
    }
  };
  return (
    <>
      <div class={css.toolbar}>
        <button type="button" class="button-quiet" onClick={save}>
          <Icon name="down" />
          {r.downloadImage}
        </button>
      </div>
      {isMissing.value && <MissingPart />}
      <PathMap
        endpoints={endpoints}
        onSelect={(key) => showRow(model, key)}
        labels={{ map: r.mapLabel, method: r.details }}
      />
    </>
  );
}

function showRow(model: WidgetModel, key: string): void {
  model.view.selectTab('result');
  resultsOf(model).reveal(key);
  requestAnimationFrame(() => {
    const rows = document.querySelectorAll<HTMLElement>('tr[data-key]');
    const row = [...rows].find(({ dataset }) => dataset['key'] === key);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('button')?.focus({ preventScroll: true });
  });
}
