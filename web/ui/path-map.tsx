import type { Endpoint } from '../../shared/discovery.ts';
import { Method, Path } from './method.tsx';
import css from './path-map.module.css';
import { layOutPaths, type PathLine } from './path-tree.ts';

const LINE_HEIGHT_PX = 32;
const INDENT_PX = 20;
const INDENTS_MAX = 12;

interface Props {
  endpoints: readonly Endpoint[];
  /** Called with the endpoint's key, see `keyOf`. */
  onSelect: (key: string) => void;
  labels: { map: string; method: (method: string, path: string) => string };
}

/** The paths as a tree: lines in SVG, and over them a list that works with a keyboard. */
export function PathMap({ endpoints, onSelect, labels }: Props) {
  const lines = layOutPaths(endpoints);
  return (
    <div class={css.scroll} role="region" aria-label={labels.map} tabIndex={0}>
      <div class={css.canvas}>
        <Branches lines={lines} />
        <ul>
          {lines.map(({ label, depth, endpoints: here }, index) => (
            <li key={index} class={css.line} data-depth={Math.min(depth, INDENTS_MAX)}>
              <span class={depth === 0 ? css.origin : css.label}>
                <Path origin="" path={label} />
              </span>
              {here.map(({ key, method }) => (
                <button
                  key={key}
                  type="button"
                  class={css.method}
                  aria-label={labels.method(method, label)}
                  onClick={() => onSelect(key)}
                >
                  <Method name={method} />
                </button>
              ))}
            </li>
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
      class={css.branches}
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
