import { BASELINES } from './baselines.ts';
import { SEATS } from './crowds.ts';
import { OURS } from './gateway.ts';
import type { AttackResult, Sizes } from './scenario.ts';
import type { CrowdResult } from './crowd.ts';
import { SCENARIOS } from './scenarios.ts';
import { SeededRandom } from './seeded-random.ts';

export interface Task {
  scenario: string;
  strategy: string;
  seed: string;
  sizes: Sizes;
}

export type Outcome =
  | (Pick<Task, 'scenario' | 'strategy'> & { kind: 'attack' } & AttackResult)
  | (Pick<Task, 'scenario' | 'strategy'> & { kind: 'crowd' } & CrowdResult);

/** One scenario against one strategy. The seed alone decides what comes out, not the order or the thread. */
export default async function runTask(task: Task): Promise<Outcome> {
  const { scenario: id, strategy: name, sizes } = task;
  const scenario = [...SCENARIOS, ...SEATS].find((one) => one.id === id);
  const strategy = [OURS, ...BASELINES].find((one) => one.name === name);
  if (!scenario || !strategy) throw new Error(`No scenario ${id}, or no strategy ${name}.`);
  const run = { strategy, sizes, random: new SeededRandom(`${task.seed}/${id}`) };
  return scenario.kind === 'attack'
    ? { kind: 'attack', scenario: id, strategy: name, ...(await scenario.run(run)) }
    : { kind: 'crowd', scenario: id, strategy: name, ...(await scenario.run(run)) };
}
