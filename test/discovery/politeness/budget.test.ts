import { describe, expect, it } from 'vitest';
import { PHASES } from '../../../server/discovery/vocabulary.ts';
import { createBudget } from '../../../server/discovery/politeness/budget.ts';

function budgetAt(requestsMax: number, budgetMs = 20_000) {
  const clock = { ms: 0, now: () => clock.ms };
  return { budget: createBudget(requestsMax, budgetMs, clock), clock };
}

const takeAll = (budget: { take(): boolean }): number => {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
};

describe('the budget', () => {
  it('deals 200 requests out by phase, and never one more', () => {
    const { budget } = budgetAt(200);
    const taken = PHASES.map((phase) => {
      budget.enter(phase);
      return takeAll(budget);
    });
    expect(taken).toEqual([6, 20, 28, 101, 20, 25]);
    expect(budget.requestsMade).toBe(200);
  });

  it('passes on what a phase has left', () => {
    const { budget } = budgetAt(200);
    for (const phase of PHASES.slice(0, -1)) budget.enter(phase);
    budget.enter('scripts');
    expect(takeAll(budget)).toBe(155);
  });

  it.each([1, 2, 3, 7])('leaves the seed its request with %i in all', (requestsMax) => {
    const { budget } = budgetAt(requestsMax);
    expect(takeAll(budget)).toBeGreaterThanOrEqual(1);
    budget.enter('verify');
    takeAll(budget);
    expect(budget.requestsMade).toBe(requestsMax);
  });

  it('ends a phase in its time, and lets none take the time of all', () => {
    const { budget, clock } = budgetAt(200);
    budget.enter('scripts');
    expect(budget.take()).toBe(true);
    clock.ms = 16_000;
    expect(budget.take()).toBe(false);
    budget.enter('verify');
    expect(budget.take()).toBe(true);
    clock.ms = 19_500;
    expect(budget.take()).toBe(false);
    expect(budget.leftMs()).toBe(500);
  });

  it('gives the phases after a slow seed some time each', () => {
    const { budget, clock } = budgetAt(200);
    clock.ms = 9900;
    budget.enter('linked_documents');
    expect(budget.phaseLeftMs()).toBe(1600);
  });
});
