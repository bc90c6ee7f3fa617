import type { Attacker } from './attacker.ts';
import type { CrowdResult } from './crowd.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Strategy } from './strategy.ts';

/** How much of each scenario is run: all of it, or what a test has time for. */
export interface Sizes {
  /** Tries of an attack that only repeats itself. */
  attempts: number;
  /** Networks of an attack that walks through them. */
  networks: number;
  /** Prefixes sprayed to push counters out. */
  prefixes: number;
  /** Share of each honest crowd. */
  crowd: number;
  days: number;
}

export const FULL: Sizes = {
  attempts: 1_000,
  networks: 1_000,
  prefixes: 100_000,
  crowd: 1,
  days: 30,
};

export interface Run {
  strategy: Strategy;
  random: SeededRandom;
  sizes: Sizes;
}

export interface AttackResult {
  /** Discoveries beyond the ten of one honest visitor. */
  extra: number;
  cpuSeconds: number;
  visitors: number;
  refusedBy: string | null;
  prices: readonly number[];
  /** Extra discoveries and CPU-seconds after so many attempts. */
  after: { attempts: number; extra: number; cpuSeconds: number }[];
  note?: string;
}

export interface AttackScenario {
  kind: 'attack';
  id: string;
  title: string;
  /** What must hold of ours; undefined where the floor is only measured. */
  extraMax?: number;
  /** Whether it says anything about other strategies. */
  isCompared: boolean;
  run(run: Run): Promise<AttackResult>;
}

export interface CrowdScenario {
  kind: 'crowd';
  id: string;
  title: string;
  /** Reported as what it is: people share a ledger here. */
  isShared?: boolean;
  isCompared: boolean;
  run(run: Run): Promise<CrowdResult>;
}

export type Scenario = AttackScenario | CrowdScenario;

const STEPS = [10, 100, 1_000];

/** What an attacker has to show for it. After the last attempt nothing more came. */
export function resultOf(attacker: Attacker, note?: string): AttackResult {
  const at = (counts: Map<number, number>, attempts: number, last: number) =>
    counts.get(attempts) ?? last;
  return {
    extra: attacker.extra,
    cpuSeconds: attacker.cpuSeconds,
    visitors: attacker.visitors,
    refusedBy: attacker.refusedBy,
    prices: attacker.prices,
    after: STEPS.map((attempts) => ({
      attempts,
      extra: at(attacker.extraAfter, attempts, attacker.extra),
      cpuSeconds: at(attacker.cpuAfter, attempts, attacker.cpuSeconds),
    })),
    ...(note === undefined ? {} : { note }),
  };
}
