import { PathMap } from '../../ui/path-map.tsx';
import { resultsOf } from '../models/results-of.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './panels.module.css';

/** The paths as a tree; a method leads to its row in the table. */
export function MapPanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const endpoints = resultsOf(model).endpoints.value;
  if (endpoints.length === 0) return <p class={css.empty}>{r.nothingYet}</p>;
  return (
    <PathMap
      endpoints={endpoints}
      onSelect={(key) => showRow(model, key)}
      labels={{ map: r.mapLabel, method: r.details }}
    />
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
