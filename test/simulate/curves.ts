import { decayedCount, HALF_LIFE_MS } from '../../server/limits/half-life.ts';
import {
  ARRIVAL_LEVELS,
  CEILING_SECONDS,
  DERIVATION_SECONDS,
  FLOOR_SECONDS,
  priceOfNewVisitor,
} from '../../server/playground/price.ts';
import { percentile } from './crowd.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SECONDS_PER_DERIVATION, type Core } from './solving.ts';
import type { Table } from './table.ts';

/** Seconds of a native core for the nth visitor of an address. */
type Curve = (nth: number) => number;

const HOUR_MS = 3_600_000;
const DRAWS = 201;
const WAIT_SECONDS_MAX = 10;

const power =
  (allowance: number, steepness: number): Curve =>
  (nth) =>
    FLOOR_SECONDS * Math.max(1, nth / allowance) ** steepness;

const chosen: Curve = (nth) => {
  const allowance = ARRIVAL_LEVELS.ipv4[0]?.allowance ?? 1;
  const arrivals = [{ allowance, count: nth - 1 }];
  const price = priceOfNewVisitor({ arrivals, suspicion: 1, brake: 1 });
  return price.kind === 'price' ? price.seconds : Infinity;
};

/** Each as dear at the hundredth visitor, about six seconds. */
const CURVES: readonly [string, Curve][] = [
  ['0.05 · (1 + n/10)²', (nth) => FLOOR_SECONDS * (1 + (nth - 1) / 10) ** 2],
  ['0.05 · max(1, n/9)²', power(9, 2)],
  ['0.05 · max(1, n/20)³', power(20, 3)],
  ['0.05 · max(1, n/30)⁴', power(30, 4)],
  ['**0.05 · max(1, n/38)⁵**', chosen],
  ['0.05 · max(1, n/45)⁶', power(45, 6)],
];

interface Crowd {
  people: number;
  hours: number;
  core: Core;
  /** New visitors of the address before the first of them. */
  before?: number;
}

/** The p95 wait of a crowd behind one address, by the curve alone; Infinity where one is refused. */
function p95Of(curve: Curve, crowd: Crowd, random: SeededRandom): number {
  const times = Array.from({ length: crowd.people }, () => random.unit() * crowd.hours * HOUR_MS);
  let count = crowd.before ?? 0;
  let lastMs = 0;
  const waits: number[] = [];
  for (const atMs of times.toSorted((a, b) => a - b)) {
    count = decayedCount(count, lastMs, atMs, HALF_LIFE_MS);
    const seconds = curve(count + 1);
    if (seconds > CEILING_SECONDS) return Infinity;
    count += 1;
    lastMs = atMs;
    const derivations = random.integer(2 * Math.round(seconds / DERIVATION_SECONDS)) + 1;
    waits.push(derivations * SECONDS_PER_DERIVATION[crowd.core]);
  }
  return percentile(
    waits.toSorted((a, b) => a - b),
    0.95,
  );
}

/** The p95 waits of many such crowds, ascending: one crowd alone is luck. */
function drawP95(curve: Curve, crowd: Crowd, random: SeededRandom, draws: number): number[] {
  const all = Array.from({ length: draws }, () => p95Of(curve, crowd, random));
  return all.toSorted((a, b) => a - b);
}

const countUntil = (isPast: (nth: number) => boolean): number => {
  let nth = 1;
  while (!isPast(nth)) nth += 1;
  return nth;
};

const sum = (curve: Curve, visitors: number) =>
  Array.from({ length: visitors }, (_, index) => curve(index + 1)).reduce((a, b) => a + b, 0);

/** What else could have been chosen, and which target each misses. */
export function curveTable(random: SeededRandom): Table {
  return {
    title: 'Curves that were measured',
    head: [
      'Seconds for the nth of an address',
      'CPU-s per extra at the 100th',
      'All of the first 100, CPU-s',
      'A doubling triples from',
      'Visitors until the ceiling',
      'H2 p95: half, nine of ten draws below',
      'A10 p95: half, nine of ten draws below',
    ],
    rows: CURVES.map(([name, curve]) => {
      const waits = (crowd: Crowd) => {
        const draws = drawP95(curve, crowd, random, DRAWS);
        return `${percentile(draws, 0.5).toFixed(1)} s (${percentile(draws, 0.9).toFixed(1)} s)`;
      };
      const rest = Array.from({ length: 10 }, (_, step) => step);
      const triples = countUntil((nth) =>
        rest.every((step) => curve(2 * (nth + step)) / curve(nth + step) >= 2.99),
      );
      return [
        name,
        (curve(100) / 10).toFixed(2),
        sum(curve, 100).toFixed(0),
        `the ${triples}th`,
        `${countUntil((nth) => curve(nth) > CEILING_SECONDS) - 1}`,
        waits({ people: 75, hours: 24, core: 'phone' }),
        waits({ people: 30, hours: 1, core: 'laptop', before: 50 }),
      ];
    }),
  };
}

/** The largest crowds of one address that the chosen curve lets in without a wait past ten seconds. */
export function crowdLimitTable(random: SeededRandom): Table {
  const limit = (crowd: Omit<Crowd, 'people'>, waitMax: number) =>
    countUntil(
      (people) => percentile(drawP95(chosen, { people, ...crowd }, random, 15), 0.5) > waitMax,
    ) - 1;
  const row = (name: string, crowd: Omit<Crowd, 'people'>) => [
    name,
    `${limit(crowd, WAIT_SECONDS_MAX)}`,
    `${limit(crowd, Number.MAX_VALUE)}`,
  ];
  return {
    title: 'The largest crowd behind one address, each a new visitor',
    head: ['Crowd', 'p95 wait at most 10 s', 'nobody refused'],
    rows: [
      row('laptops within an hour', { hours: 1, core: 'laptop' }),
      row('laptops within an hour, after an attacker bought 50', {
        hours: 1,
        core: 'laptop',
        before: 50,
      }),
      row('laptops within a day', { hours: 24, core: 'laptop' }),
      row('phones within an hour', { hours: 1, core: 'phone' }),
      row('phones within a day', { hours: 24, core: 'phone' }),
    ],
  };
}

/** New visitors a day that an address may bring for ever at the floor: as many as decay in a day. */
export const patientPerDay = (): number =>
  Math.floor((ARRIVAL_LEVELS.ipv4[0]?.allowance ?? 0) * Math.LN2);
