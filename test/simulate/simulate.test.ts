import { describe, expect, it } from 'vitest';
import { percentile } from './crowd.ts';
import { OURS } from './gateway.ts';
import { solveForReal } from './real-solves.ts';
import type { Scenario, Sizes } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { SeededRandom } from './seeded-random.ts';

const QUICK: Sizes = { attempts: 30, networks: 20, prefixes: 500, crowd: 0.1, days: 1 };
const runOf = ({ id }: Scenario) => ({
  strategy: OURS,
  sizes: QUICK,
  random: new SeededRandom(`test/${id}`),
});

describe('an attacker', () => {
  const bounded = SCENARIOS.filter((one) => one.kind === 'attack' && one.extraMax !== undefined);

  it.each(bounded)('gets nothing extra by $id, $title', async (scenario) => {
    if (scenario.kind !== 'attack') throw new Error('not an attack');
    expect((await scenario.run(runOf(scenario))).extra).toBe(0);
  });
});

describe('a crowd of honest people', () => {
  const crowds = SCENARIOS.filter((one) => one.kind === 'crowd' && !one.isShared);

  it.each(crowds)('is not denied anything in $id, $title', async (scenario) => {
    if (scenario.kind !== 'crowd') throw new Error('not a crowd');
    const { denied, waitsSeconds, challengedAgain } = await scenario.run(runOf(scenario));
    expect(denied).toBe(0);
    expect(challengedAgain).toBe(0);
    expect(percentile(waitsSeconds, 0.95)).toBeLessThanOrEqual(10);
  });
});

describe('the simulation', () => {
  it('gives the same from the same seed, and something else from another', async () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'A5');
    if (scenario?.kind !== 'attack') throw new Error('no A5');
    const cpuSeconds = async (seed: string) => {
      const random = new SeededRandom(seed);
      return (await scenario.run({ strategy: OURS, sizes: QUICK, random })).cpuSeconds;
    };
    expect(await cpuSeconds('1')).toBe(await cpuSeconds('1'));
    expect(await cpuSeconds('1')).not.toBe(await cpuSeconds('2'));
  });

  it('charges for what solvers really do, natively and in WebAssembly', async () => {
    const solves = await solveForReal(new SeededRandom('test/real'));
    expect(solves.accepted).toBe(solves.solved);
    expect(solves.derivations).toBeGreaterThanOrEqual(solves.solved);
  });
});
