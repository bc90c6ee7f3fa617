/** Colours that hold on light and on dark; the drawing brings its own background. */
export const STYLE = `
  svg { --paper: #fff; --ink: #1c2330; --soft: #5b6676; --line: #d9dee6; --ours: #0b62d6; --other: #b4471a; --goal: #1d7f4e }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #12161d; --ink: #e8ecf2; --soft: #a3aebd; --line: #323b48; --ours: #6aa9ff; --other: #f09a6c; --goal: #5fce97 }
  }
  text { font: 13px system-ui, sans-serif; fill: var(--ink) }
  .title { font-weight: 600; font-size: 15px } .soft { fill: var(--soft); font-size: 12px }
  .grid { stroke: var(--line) } .ours { fill: var(--ours) } .other { fill: var(--other) } .goal { fill: var(--goal) }
  .line { fill: none; stroke-width: 2 } .line.ours { stroke: var(--ours) } .line.other { stroke: var(--other); stroke-dasharray: 6 4 }
  .line.goal { stroke: var(--goal); stroke-dasharray: 2 3 }
  .dot { stroke: var(--paper); stroke-width: 1.5 }`;

export const PANEL = { width: 380, height: 300, top: 70 };

export type Scale = (value: number) => number;
export const logScale =
  (from: number, to: number, start: number, end: number): Scale =>
  (value) =>
    start + ((end - start) * Math.log(value / from)) / Math.log(to / from);
const round = (value: number) => Math.round(value * 10) / 10;

export const text = (x: number, y: number, content: string, attributes = '') =>
  `<text x="${round(x)}" y="${round(y)}" ${attributes}>${content}</text>`;
export const dot = (x: number, y: number, kind: 'ours' | 'other' | 'goal') =>
  `<circle class="dot ${kind}" cx="${round(x)}" cy="${round(y)}" r="6"/>`;
export const path = (points: [number, number][], kind: string) =>
  `<polyline class="line ${kind}" points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}"/>`;

interface Tick {
  at: number;
  label: string;
}

export function axes(left: number, x: readonly Tick[], y: readonly Tick[]): string {
  const bottom = PANEL.top + PANEL.height;
  const horizontal = y.map(
    ({ at, label }) =>
      `<line class="grid" x1="${left}" x2="${left + PANEL.width}" y1="${round(at)}" y2="${round(at)}"/>` +
      text(left - 8, at + 4, label, 'class="soft" text-anchor="end"'),
  );
  const vertical = x.map(
    ({ at, label }) =>
      `<line class="grid" x1="${round(at)}" x2="${round(at)}" y1="${PANEL.top}" y2="${bottom}"/>` +
      text(at, bottom + 20, label, 'class="soft" text-anchor="middle"'),
  );
  return [...horizontal, ...vertical].join('\n');
}

export const ticks = (
  values: readonly number[],
  scale: Scale,
  label = (value: number) => `${value}`,
): Tick[] => values.map((value) => ({ at: scale(value), label: label(value) }));
