import { describe, expect, it } from 'vitest';
import { getPlanState } from '../../../web/api/plan-state.ts';
import { monthStage } from '../../../web/dashboard/models/month-quota.ts';
import { termsOf } from '../../../web/dashboard/pages/plan/terms.ts';
import { scriptedSend } from '../support/scripted-send.ts';

const MONTH = { used: 0, reserved: 0, limit: 1000, reset_at: '2026-12-01T00:00:00Z' };
const ENTITLEMENTS = {
  plan: 'team',
  title: 'Team',
  access: 'full' as const,
  modules: [
    { name: 'skanyr', installed: true },
    { name: 'evadr', installed: false },
  ],
  requests_per_minute: 1200,
  discoveries_per_month: 1000,
  concurrent_discoveries: 8,
  overridden: ['requests_per_minute'],
};

describe('the warning of the month’s end of discoveries', () => {
  it.each([
    [799, null],
    [800, 'nearly_used'],
    [999, 'nearly_used'],
    [1000, 'used_up'],
    [1200, 'used_up'],
  ])('with %i of 1000 used is %s', (used, stage) => {
    expect(monthStage({ ...MONTH, used })).toBe(stage);
  });

  it('does not count what running discoveries hold: it may be given back', () => {
    expect(monthStage({ ...MONTH, used: 700, reserved: 300 })).toBeNull();
  });

  it('is not given without a limit, nor where the plan has no discoveries', () => {
    expect(monthStage({ ...MONTH, used: 5000, limit: null })).toBeNull();
    expect(monthStage({ ...MONTH, limit: 0 })).toBeNull();
  });
});

describe('the terms of a plan', () => {
  it('mark exactly the values that the operator set for the organization', () => {
    const marked = termsOf(ENTITLEMENTS).filter(({ isOverridden }) => isOverridden);
    expect(marked).toEqual([{ label: 'Requests per minute', value: '1,200', isOverridden: true }]);
  });

  it('say that there is no limit where the plan has none', () => {
    const terms = termsOf({ ...ENTITLEMENTS, discoveries_per_month: null });
    expect(terms.find(({ label }) => label === 'Discoveries per month')?.value).toBe('No limit');
  });
});

describe('the plan as the page reads it', () => {
  it('is what the service answered', async () => {
    const answer = { entitlements: ENTITLEMENTS, month: MONTH, upgrade_url: '/upgrade' };
    const server = scriptedSend(() => answer);
    expect(await getPlanState(server.send)).toEqual(answer);
    expect(server.lines()).toEqual(['GET plan']);
  });

  it('grants nothing where the answer says nothing', async () => {
    const { entitlements } = await getPlanState(scriptedSend(() => ({})).send);
    expect(entitlements).toMatchObject({ access: 'read', modules: [], overridden: [] });
  });
});
