import type { Endpoint } from '../../shared/discovery.ts';
import { layOutPaths } from './path-tree.ts';

const LINE_PX = 26;
const INDENT_PX = 20;
const LETTER_PX = 8;
const MARGIN_PX = 24;
const LABEL_LENGTH_MAX = 120;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

// The colours are those of tokens.css; a test compares them.
const STYLE =
  'text{font:13px ui-monospace,Menlo,Consolas,monospace;direction:ltr}.b,tspan{font-weight:700}path{fill:none}' +
  'rect{fill:#fff}text{fill:#12191b}.s{fill:#48555a}path{stroke:#7f8c8d}.GET{fill:#0a5c68}.POST{fill:#855100}' +
  '.PUT{fill:#5d3fae}.PATCH{fill:#8e2c6a}.DELETE{fill:#a8271c}@media(prefers-color-scheme:dark){' +
  'rect{fill:#11181b}text{fill:#e6edec}.s{fill:#a9b6b7}path{stroke:#617074}.GET{fill:#66d1d8}.POST{fill:#e8b364}' +
  '.PUT{fill:#b9a3f6}.PATCH{fill:#f09fcd}.DELETE{fill:#ff9489}}';

/**
 * The paths as a tree, as an SVG file that needs nothing else and follows the scheme of whatever shows it. All of the
 * texts come from outside.
 */
export function mapImage(endpoints: readonly Endpoint[], title: string, caption: string): string {
  let letters = title.length;
  const lines = layOutPaths(endpoints);
  const middle = (index: number) => MARGIN_PX + (index + 2.5) * LINE_PX;
  const rows = lines.map(({ label, depth, parent, endpoints: here }, index) => {
    const left = MARGIN_PX + depth * INDENT_PX;
    const names = here.map(({ method }) => method);
    letters = Math.max(letters, widthOf(cut(label) + names.join('00')) + 3 * depth + 3);
    const branch = `<path d="M${left - 13} ${middle(parent) + 8}V${middle(index) - 6}q0 6 6 6h4"/>`;
    return (parent < 0 ? '' : branch) + text(left, middle(index), label, names);
  });
  const width = 2 * MARGIN_PX + LETTER_PX * Math.min(letters, 2 * LABEL_LENGTH_MAX);
  const height = middle(lines.length) + MARGIN_PX;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img"><title>${escapeXml(title)}</title><style>${STYLE}</style><rect width="100%" height="100%"/>${text(MARGIN_PX, middle(-2), title, [], 'b')}${text(MARGIN_PX, middle(-1), caption, [], 's')}${rows.join('')}</svg>`;
}

function text(
  left: number,
  middle: number,
  label: string,
  methods: readonly string[],
  look = '',
): string {
  // A method's name comes from outside: only a known one becomes a class.
  const marks = methods.map(
    (name) =>
      `<tspan class="${METHODS.includes(name) ? name : 's'}" dx="12">${escapeXml(name)}</tspan>`,
  );
  return `<text class="${look}" x="${left}" y="${middle + 4}">${escapeXml(cut(label))}${marks.join('')}</text>`;
}

function cut(label: string): string {
  return label.length > LABEL_LENGTH_MAX ? `${label.slice(0, LABEL_LENGTH_MAX)}…` : label;
}

/** In letters: those of East Asian scripts are as wide as two others. */
function widthOf(label: string): number {
  return label.length + label.replace(/[^\u2e80-\uffff]/g, '').length;
}

/** Also without what XML forbids and what hides or turns around the text after it. */
function escapeXml(label: string): string {
  return label
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
