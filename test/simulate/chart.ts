import { BASELINES, FIXED_PRICE_DERIVATIONS } from './baselines.ts';
import type { Results } from './results.ts';
import { axes, dot, logScale, PANEL, path, STYLE, text, ticks, type Scale } from './chart-parts.ts';
import { SECONDS_PER_DERIVATION } from './solving.ts';

const LEFT_X = 80;
const RIGHT_X = 590;

const CROWDS_BY_SEATS: readonly [number, string, string][] = [
  [1, 'H1, one seat', 'H2, one seat'],
  [4, 'H1 at 4', 'H2 at 4'],
  [16, 'H1 at 16', 'H2 at 16'],
  [64, 'H1', 'H2'],
];

function deniedPercent(results: Results, ids: readonly string[], strategy?: string): number {
  const crowds = ids.map((id) => results.crowd(id, strategy));
  const people = crowds.reduce((sum, crowd) => sum + crowd.people, 0);
  return (100 * crowds.reduce((sum, crowd) => sum + crowd.denied, 0)) / people;
}

/** Extra discoveries per CPU-second against false denials: an attack on one address, honest crowds on it. */
function tradeOff(results: Results): string {
  const bottom = PANEL.top + PANEL.height;
  const x: Scale = (percent) => LEFT_X + 14 + (percent / 100) * (PANEL.width - 28);
  const above = logScale(0.1, 100_000, bottom - 30, PANEL.top);
  const y: Scale = (value) => (value === 0 ? bottom : above(value));
  const gainOf = (strategy?: string) => {
    const { extra, cpuSeconds } = results.attack('A5', strategy);
    return extra / Math.max(cpuSeconds, 1e-9);
  };
  const ours = CROWDS_BY_SEATS.map(([seats, h1, h2]) => ({
    seats,
    at: [x(deniedPercent(results, [h1, h2])), y(gainOf())] as [number, number],
  }));
  const others = BASELINES.map(({ name }) => ({
    name,
    at: [x(deniedPercent(results, ['H1', 'H2'], name)), y(gainOf(name))] as [number, number],
  }));
  return [
    text(LEFT_X - 60, 28, 'What an attacker gets, and what honest crowds lose', 'class="title"'),
    text(
      LEFT_X - 60,
      48,
      'Extra discoveries per CPU-second (A5, 1,000 attempts from one address)',
      'class="soft"',
    ),
    axes(
      LEFT_X,
      ticks([0, 25, 50, 75, 100], x, (value) => `${value} %`),
      [
        ...ticks([0.1, 1, 10, 100, 1_000, 10_000, 100_000], y, (value) =>
          value.toLocaleString('en-US'),
        ),
        { at: bottom, label: '0' },
      ],
    ),
    text(
      LEFT_X + PANEL.width / 2,
      bottom + 42,
      'Honest people of H1 and H2 who are denied any of their ten',
      'class="soft" text-anchor="middle"',
    ),
    text(LEFT_X + 14, bottom - 40, '↙ better', 'class="soft"'),
    path(
      ours.map(({ at }) => at),
      'ours',
    ),
    ...ours.map(
      ({ seats, at: [cx, cy] }) =>
        dot(cx, cy, 'ours') + text(cx, cy + 22, `${seats}`, 'text-anchor="middle"'),
    ),
    text(
      x(50),
      y(gainOf()) - 14,
      'ours, by seats per browser and network',
      'text-anchor="middle" class="ours"',
    ),
    ...labelled(others),
  ].join('\n');
}

/** Labels beside their dots, on the side where there is room, and none on top of another. */
function labelled(points: { name: string; at: [number, number] }[]): string[] {
  const taken: number[] = [];
  return points.map(({ name, at: [cx, cy] }) => {
    const isRight = cx > LEFT_X + PANEL.width / 2;
    let labelY = cy + 4;
    while (taken.some((other) => Math.abs(other - labelY) < 15)) labelY += 16;
    taken.push(labelY);
    const anchor = `class="other" text-anchor="${isRight ? 'end' : 'start'}"`;
    return dot(cx, cy, 'other') + text(cx + (isRight ? -12 : 12), labelY, name, anchor);
  });
}

/** What each further discovery costs, by the count of new visitors from one address. */
function slope(results: Results): string {
  const bottom = PANEL.top + PANEL.height;
  const x = logScale(1, 1_000, RIGHT_X, RIGHT_X + PANEL.width);
  const y = logScale(0.001, 10, bottom, PANEL.top);
  const curve = (id: string) =>
    results
      .attack(id)
      .prices.map((price, index): [number, number] => [x(index + 1), y(price / 10)]);
  const fixed = (FIXED_PRICE_DERIVATIONS * SECONDS_PER_DERIVATION.attacker) / 10;
  const forged = curve('A5');
  const known = curve('A5, harvested');
  const end = known.at(-1) ?? [0, 0];
  return [
    text(RIGHT_X - 60, 28, 'What one more discovery costs', 'class="title"'),
    text(RIGHT_X - 60, 48, 'CPU-seconds per extra discovery (A5)', 'class="soft"'),
    axes(
      RIGHT_X,
      ticks([1, 10, 100, 1_000], x, (value) => value.toLocaleString('en-US')),
      ticks([0.001, 0.01, 0.1, 1, 10], y),
    ),
    text(
      RIGHT_X + PANEL.width / 2,
      bottom + 42,
      'New visitors from one address',
      'class="soft" text-anchor="middle"',
    ),
    path(
      [
        [x(1), y(fixed)],
        [x(1_000), y(fixed)],
      ],
      'other',
    ),
    text(x(1_000), y(fixed) - 8, 'one fixed price', 'class="other" text-anchor="end"'),
    path(forged, 'ours'),
    path(known, 'ours'),
    text(x(2), y(0.005) + 20, 'ours: the first 38 at the floor', 'class="ours"'),
    text(end[0] + 10, end[1] + 14, 'ceiling: refused', 'class="ours"'),
    dot(end[0], end[1], 'ours'),
    path(
      [
        [x(100), y(0.5)],
        [x(100), bottom],
      ],
      'goal',
    ),
    dot(x(100), y(0.5), 'goal'),
    text(x(100) - 12, y(0.5) - 2, 'goal: 0.5 at the 100th', 'class="goal" text-anchor="end"'),
  ].join('\n');
}

/** The drawing of docs/simulation.svg. */
export function draw(results: Results): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 440" role="img" aria-labelledby="title">
<title id="title">Left: extra discoveries per CPU-second against honest people denied, per strategy. Right: the price of one more discovery by the count of new visitors from one address.</title>
<style>${STYLE}</style>
<rect width="1000" height="440" fill="var(--paper)"/>
${tradeOff(results)}
${slope(results)}
</svg>
`;
}
