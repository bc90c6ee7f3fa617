import { layOutPaths, type PathLine } from '../models/path-tree.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { Method, Path } from './method.tsx';

const LINE_HEIGHT_PX = 32;
const INDENT_PX = 20;

/** The paths as a tree: lines drawn as SVG, and over them a list that works with a keyboard. */
export function MapPanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const lines = layOutPaths(model.endpoints.value);
  if (lines.length === 0) return <p class="empty">{r.nothingYet}</p>;
  return (
    <div class="map table-scroll" role="region" aria-label={r.mapLabel} tabIndex={0}>
      <div class="map-canvas">
        <Branches lines={lines} />
        <ul class="map-lines">
          {lines.map((line, index) => (
            <MapLine key={index} model={model} line={line} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Branches({ lines }: { lines: readonly PathLine[] }) {
  const deepest = Math.max(...lines.map(({ depth }) => depth));
  const centre = (index: number) => index * LINE_HEIGHT_PX + LINE_HEIGHT_PX / 2;
  return (
    <svg
      class="map-branches"
      width={(deepest + 1) * INDENT_PX}
      height={lines.length * LINE_HEIGHT_PX}
      aria-hidden="true"
    >
      {lines.map(({ depth, parent }, index) => {
        if (parent < 0) return null;
        const x = (depth - 1) * INDENT_PX + 7;
        const elbow = `V${centre(index) - 6} q0 6 6 6 h${INDENT_PX - 14}`;
        return <path key={index} d={`M${x} ${centre(parent) + 8} ${elbow}`} />;
      })}
    </svg>
  );
}

function MapLine({ model, line }: { model: WidgetModel; line: PathLine }) {
  const { label, depth, endpoints } = line;
  const indent = Math.min(depth, 12);
  return (
    <li class={`map-line depth-${indent}`}>
      <span class={depth === 0 ? 'map-origin' : 'map-label'}>
        <Path origin="" path={label} />
      </span>
      {endpoints.map(({ key, method }) => (
        <button
          key={key}
          type="button"
          class="map-method"
          aria-label={strings.value.details(method, label)}
          onClick={() => showRow(model, key)}
        >
          <Method name={method} />
        </button>
      ))}
    </li>
  );
}

function showRow(model: WidgetModel, key: string): void {
  model.view.tab.value = 'result';
  model.results.reveal(key);
  requestAnimationFrame(() => {
    const rows = document.querySelectorAll<HTMLElement>('tr[data-key]');
    const row = [...rows].find(({ dataset }) => dataset['key'] === key);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('button')?.focus({ preventScroll: true });
  });
}
