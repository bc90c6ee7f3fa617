import type { Endpoint } from '../../shared/discovery.ts';
import { layOutPaths } from './path-tree.ts';

const LINE_PX = 26;
const INDENT_PX = 20;
const LETTER_PX = 8;
const MARGIN_PX = 24;
const LABEL_LENGTH_MAX = 120;

/** As in tokens.css: the colour of a method on light and on dark. */
const METHODS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  GET: ['#0a5c68', '#66d1d8'],
  POST: ['#855100', '#e8b364'],
  PUT: ['#5d3fae', '#b9a3f6'],
  PATCH: ['#8e2c6a', '#f09fcd'],
  DELETE: ['#a8271c', '#ff9489'],
};

/**
 * The paths as a tree, as an SVG file that needs nothing else and follows the scheme of whatever shows it. All of the
 * texts come from outside.
 */
export function mapImage(endpoints: readonly Endpoint[], title: string, caption: string): string {
  const lines = layOutPaths(endpoints);
  const middle = (index: number) => MARGIN_PX + (index + 2.5) * LINE_PX;
  const rows = lines.map(({ label, depth, parent, endpoints: here }, index) => {
    const left = MARGIN_PX + depth * INDENT_PX;
    const branch =
      parent < 0
        ? ''
        : `<path d="M${left - 13} ${middle(parent) + 8}V${middle(index) - 6}q0 6 6 6h4"/>`;
    return `${branch}${text(left, middle(index), cut(label), here)}`;
  });
  const widths = [
    letters(cut(title)),
    ...lines.map(
      ({ label, depth, endpoints: here }) =>
        letters(cut(label)) +
        (depth * INDENT_PX) / LETTER_PX +
        here.reduce((sum, { method }) => sum + letters(method) + 2, 0),
    ),
  ];
  const width = Math.ceil(2 * MARGIN_PX + LETTER_PX * Math.max(...widths));
  const height = middle(lines.length) + MARGIN_PX;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" direction="ltr"><title>${escapeXml(title)}</title><style>${styles(0)}@media(prefers-color-scheme:dark){${styles(1)}}</style><rect width="100%" height="100%"/>${text(MARGIN_PX, middle(-2), cut(title), [], 'b')}${text(MARGIN_PX, middle(-1), caption, [], 's')}${rows.join('')}</svg>`;
}

function text(
  left: number,
  middle: number,
  label: string,
  here: readonly { method: string }[],
  look = '',
): string {
  const methods = here.map(({ method }) => {
    // The name comes from outside: only a known one becomes a class.
    const known = Object.hasOwn(METHODS, method) ? method : 's';
    return `<tspan class="${known}" dx="12">${escapeXml(method)}</tspan>`;
  });
  return `<text class="${look}" x="${left}" y="${middle + 4}">${escapeXml(label)}${methods.join('')}</text>`;
}

function styles(scheme: 0 | 1): string {
  const fills = Object.entries(METHODS).map(
    ([name, colours]) => `.${name}{fill:${colours[scheme]}}`,
  );
  const [panel, ink, soft] = scheme
    ? ['#11181b', '#e6edec', '#a9b6b7']
    : ['#fff', '#12191b', '#48555a'];
  return `rect{fill:${panel}}text{fill:${ink};font:13px ui-monospace,Menlo,Consolas,monospace}.b,tspan{font-weight:700}.s{fill:${soft}}path{fill:none;stroke:${soft}}${fills.join('')}`;
}

function cut(label: string): string {
  return label.length > LABEL_LENGTH_MAX ? `${label.slice(0, LABEL_LENGTH_MAX)}…` : label;
}

/** Letters of East Asian scripts are as wide as two others. */
function letters(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
}

/** Also without what XML forbids and what hides or turns around the text after it. */
function escapeXml(label: string): string {
  return label
    .toWellFormed()
    .replace(
      /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
      '\ufffd',
    )
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
