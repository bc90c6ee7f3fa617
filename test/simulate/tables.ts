import { BASELINES } from './baselines.ts';
import { percentile } from './crowd.ts';
import type { Results } from './results.ts';
import type { AttackScenario, CrowdScenario, Scenario } from './scenario.ts';
import type { Outcome } from './task.ts';
import type { Cell, Table } from './table.ts';
import { secondsPerExtra, type Verdict } from './targets.ts';

const integer = (value: number) => Math.round(value).toLocaleString('en-US');
const decimal = (value: number) =>
  value === 0
    ? '0'
    : value < 0.1
      ? value.toPrecision(2)
      : value < 100
        ? value.toFixed(value < 10 ? 2 : 1)
        : integer(value);
const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${decimal((100 * part) / whole).replace(/\.00?$/, '')} %`;
const perExtra = (cpuSeconds: number, extra: number) =>
  extra === 0 ? '–' : decimal(cpuSeconds / extra);

export function attackTable(results: Results, scenarios: readonly Scenario[]): Table {
  const attacks = scenarios.filter((one): one is AttackScenario => one.kind === 'attack');
  return {
    title: 'Attacks',
    head: [
      '',
      'Scenario',
      'Extra discoveries',
      'CPU-seconds',
      'CPU-s per extra',
      'After 10 / 100 / 1,000 attempts',
      ...BASELINES.map(({ name }) => `Extra: ${name}`),
    ],
    rows: attacks.map(({ id, title }) => {
      const { extra, cpuSeconds, after } = results.attack(id);
      const slope = after.map((step) => integer(step.extra)).join(' / ');
      return [
        id,
        title,
        integer(extra),
        cpuSeconds === 0 ? '–' : decimal(cpuSeconds),
        perExtra(cpuSeconds, extra),
        slope === '' ? '–' : slope,
        ...BASELINES.map(({ name }) => baselineAttack(results.find(id, name))),
      ];
    }),
  };
}

const baselineAttack = (outcome: Outcome | undefined) =>
  outcome?.kind === 'attack'
    ? outcome.extra === 0
      ? '0'
      : `${integer(outcome.extra)} at ${perExtra(outcome.cpuSeconds, outcome.extra)}`
    : '–';

export function crowdTable(results: Results, scenarios: readonly Scenario[]): Table {
  const crowds = scenarios.filter((one): one is CrowdScenario => one.kind === 'crowd');
  return {
    title: 'Honest people',
    head: [
      '',
      'Scenario',
      'People',
      'Denied',
      'Wait p50',
      'Wait p95',
      'Longest',
      ...BASELINES.map(({ name }) => `Denied: ${name}`),
    ],
    rows: crowds.map(({ id, title }) => {
      const { people, denied, waitsSeconds } = results.crowd(id);
      const wait = (share: number) => `${percentile(waitsSeconds, share).toFixed(1)} s`;
      return [
        id,
        title,
        integer(people),
        percent(denied, people),
        wait(0.5),
        wait(0.95),
        wait(1),
        ...BASELINES.map(({ name }) => baselineCrowd(results.find(id, name))),
      ];
    }),
  };
}

function baselineCrowd(outcome: Outcome | undefined): Cell {
  if (outcome?.kind !== 'crowd') return '–';
  const p95 = percentile(outcome.waitsSeconds, 0.95);
  const wait = p95 >= 0.05 ? `, p95 ${p95.toFixed(1)} s` : '';
  return `${percent(outcome.denied, outcome.people)}${wait}`;
}

const NTHS = [1, 10, 25, 38, 50, 75, 100, 125, 150, Infinity];

/** What the nth new visitor of one address costs an attacker, and all so far on average. */
export function slopeTable(results: Results): Table {
  const ids = ['A5, harvested', 'A5', 'A5, hoarding'];
  return {
    title: 'CPU-seconds per extra discovery, by the count of new visitors from one address',
    head: ['New visitor', ...ids, 'Average of all so far (A5)'],
    rows: NTHS.map((nth) => {
      const cells = ids.map((id) => {
        const { prices } = results.attack(id);
        const at = Math.min(nth, prices.length);
        return decimal(secondsPerExtra(prices, at)) + (nth === Infinity ? ` (the ${at}th)` : '');
      });
      const { prices } = results.attack('A5');
      const soFar = prices.slice(0, nth);
      const average = soFar.reduce((sum, price) => sum + price, 0) / soFar.length / 10;
      return [nth === Infinity ? 'the last' : `${nth}`, ...cells, decimal(average)];
    }),
  };
}

/** H1 and H2 by seats. */
export function seatsTable(results: Results): Table {
  const seats = (crowd: string): [number, string][] => [
    [1, `${crowd}, one seat`],
    [4, `${crowd} at 4`],
    [16, `${crowd} at 16`],
    [64, crowd],
  ];
  const h2 = new Map(seats('H2'));
  return {
    title: 'Seats per browser and network, `PLAYGROUND_SEATS`',
    head: [
      'Seats',
      'H1 denied',
      'H1 wait p95',
      'H2 denied',
      'H2 wait p95',
      'A3: extra discoveries at most',
    ],
    rows: seats('H1').map(([count, id]) => {
      const cells = [results.crowd(id), results.crowd(h2.get(count) ?? '')].flatMap((crowd) => [
        percent(crowd.denied, crowd.people),
        `${percentile(crowd.waitsSeconds, 0.95).toFixed(1)} s`,
      ]);
      return [`${count}`, ...cells, integer(10 * (count - 1))];
    }),
  };
}

export const verdictTable = (verdicts: readonly Verdict[]): Table => ({
  title: 'Targets',
  head: ['Target', 'Measured', 'Holds'],
  rows: verdicts.map(({ target, measured, holds, isTraded }) => [
    target,
    measured,
    holds ? 'yes' : isTraded ? 'no: cannot, beside A3' : '**no**',
  ]),
});

/** What scenarios have to say beside their numbers. */
export const notesOf = (results: Results, scenarios: readonly Scenario[]): string[] =>
  scenarios.flatMap(({ id }) => {
    const outcome = results.find(id);
    return outcome?.kind === 'attack' && outcome.note ? [`${id}: ${outcome.note}.`] : [];
  });
