import { percentile } from './crowd.ts';
import type { Results } from './results.ts';
import type { Scenario } from './scenario.ts';

export interface Verdict {
  target: string;
  measured: string;
  holds: boolean;
  /** Cannot hold beside another target; the report says which. */
  isTraded?: boolean;
}

const WAIT_SECONDS_MAX = 10;
const DISCOVERIES = 10;

/** What the simulation must show of ours, and what it did show. */
export function judge(results: Results, scenarios: readonly Scenario[]): Verdict[] {
  return [
    ...scenarios.flatMap((scenario) => {
      if (scenario.kind === 'crowd') {
        const verdict = judgeCrowd(results, scenario);
        return [scenario.isShared ? { ...verdict, isTraded: true } : verdict];
      }
      if (scenario.extraMax === undefined) return [];
      const { extra } = results.attack(scenario.id);
      return [
        {
          target: `${scenario.id}: no extra discoveries`,
          measured: `${extra}`,
          holds: extra <= scenario.extraMax,
        },
      ];
    }),
    ...judgeSlope(results),
    judgeReturning(results, scenarios),
  ];
}

function judgeCrowd(results: Results, { id }: Scenario): Verdict {
  const { people, denied, waitsSeconds } = results.crowd(id);
  const p95 = percentile(waitsSeconds, 0.95);
  return {
    target: `${id}: nobody denied, p95 wait at most ${WAIT_SECONDS_MAX} s`,
    measured: `${denied} of ${people} denied, p95 ${p95.toFixed(1)} s`,
    holds: denied === 0 && p95 <= WAIT_SECONDS_MAX,
  };
}

/** CPU-seconds per extra discovery that the nth new visitor costs, on average over its near neighbours. */
export function secondsPerExtra(prices: readonly number[], nth: number, around = 0): number {
  const near = prices.slice(Math.max(0, nth - 1 - around), nth + around);
  return near.reduce((sum, price) => sum + price, 0) / Math.max(1, near.length) / DISCOVERIES;
}

/** The count from which on a doubling at least triples the price, by the curve: see price.test.ts. */
const TRIPLES_FROM = 25;

function judgeSlope(results: Results): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const id of ['A5', 'A5, harvested', 'A5, hoarding']) {
    const { prices, refusedBy } = results.attack(id);
    const hundredth = secondsPerExtra(prices, 100, id === 'A5, hoarding' ? 5 : 0);
    const ceiling = secondsPerExtra(prices, prices.length);
    const ratios = [TRIPLES_FROM, 40].map(
      (nth) => secondsPerExtra(prices, nth * 2) / secondsPerExtra(prices, nth),
    );
    verdicts.push(
      {
        target: `${id}: at least 0.5 CPU-seconds per extra discovery at the hundredth`,
        measured: hundredth.toFixed(2),
        holds: hundredth >= 0.5,
      },
      {
        target: `${id}: 6 CPU-seconds per extra discovery at the ceiling`,
        measured: `${ceiling.toFixed(2)}, then ${refusedBy ?? 'no end'}`,
        holds: ceiling > 5.5 && ceiling <= 6 && refusedBy === 'too_many_new_visitors',
      },
      {
        target: `${id}: a doubling at least triples the price, from the ${TRIPLES_FROM}th visitor on`,
        measured: ratios.map((ratio) => `× ${ratio.toFixed(1)}`).join(', '),
        // A whole number of derivations: three of them are not exactly 0.05 s times anything.
        holds: ratios.every((ratio) => ratio >= 2.99),
      },
    );
  }
  for (const id of ['A6, /64', 'A6, /56', 'A6, /48', 'A6, /24']) {
    const { visitors, refusedBy } = results.attack(id);
    verdicts.push({
      target: `${id}: a ceiling stands`,
      measured: `after ${visitors} visitors`,
      holds: refusedBy === 'too_many_new_visitors',
    });
  }
  return verdicts;
}

function judgeReturning(results: Results, scenarios: readonly Scenario[]): Verdict {
  const crowds = scenarios.filter(({ kind }) => kind === 'crowd');
  const again = crowds.reduce((sum, { id }) => sum + results.crowd(id).challengedAgain, 0);
  return {
    target: 'A returning visitor never sees a challenge',
    measured: `${again} times`,
    holds: again === 0,
  };
}
