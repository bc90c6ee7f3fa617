import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { BASELINES } from './baselines.ts';
import { SEATS } from './crowds.ts';
import { OURS } from './gateway.ts';
import type { Sizes } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Outcome, Task } from './task.ts';

type Attack = Extract<Outcome, { kind: 'attack' }>;
type Crowd = Extract<Outcome, { kind: 'crowd' }>;

/** What came out, by scenario and strategy. */
export class Results {
  readonly #outcomes: readonly Outcome[];

  constructor(outcomes: readonly Outcome[]) {
    this.#outcomes = outcomes;
  }

  find(scenario: string, strategy = OURS.name): Outcome | undefined {
    return this.#outcomes.find((one) => one.scenario === scenario && one.strategy === strategy);
  }

  attack(scenario: string, strategy = OURS.name): Attack {
    const found = this.find(scenario, strategy);
    if (found?.kind !== 'attack') throw new Error(`No attack ${scenario} on ${strategy}.`);
    return found;
  }

  crowd(scenario: string, strategy = OURS.name): Crowd {
    const found = this.find(scenario, strategy);
    if (found?.kind !== 'crowd') throw new Error(`No crowd ${scenario} of ${strategy}.`);
    return found;
  }
}

/** Runs everything, on as many threads as there are cores. */
export async function runEverything(
  setup: { seed: string; sizes: Sizes },
  onDone: (outcome: Outcome) => void,
): Promise<Results> {
  const ours = [...SCENARIOS, ...SEATS].map(({ id }) => ({ scenario: id, strategy: OURS.name }));
  const others = BASELINES.flatMap(({ name }) =>
    SCENARIOS.filter(({ isCompared }) => isCompared).map(({ id }) => ({
      scenario: id,
      strategy: name,
    })),
  );
  // The longest first, so that no thread is left alone with it at the end.
  const longest = ['A12', 'A6, /48', 'H2'];
  const tasks = [...ours, ...others].toSorted(
    (a, b) => Number(longest.includes(b.scenario)) - Number(longest.includes(a.scenario)),
  );
  const pool = new Piscina<Task, Outcome>({
    filename: new URL('./task.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
  });
  try {
    const outcomes = await Promise.all(
      tasks.map(async (task) => {
        const outcome = await pool.run({ ...task, ...setup });
        onDone(outcome);
        return outcome;
      }),
    );
    return new Results(outcomes);
  } finally {
    await pool.destroy();
  }
}
