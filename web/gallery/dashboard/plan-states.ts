import type { PlanState } from '../../../shared/organization.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, type Answers } from './answers.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/plan`;
const route = 'GET /api/v1/organizations/*/plan';

const MODULES = ['skanyr', 'webgrph', 'evadr', 'fetchyr'].map((name) => ({
  name,
  installed: name === 'skanyr',
}));

const plan = (
  month: Partial<PlanState['month']>,
  entitlements: Partial<PlanState['entitlements']> = {},
): Answers => ({
  [route]: {
    json: {
      entitlements: {
        plan: 'team',
        title: 'Team',
        access: 'full',
        modules: MODULES,
        requests_per_minute: 1200,
        discoveries_per_month: 1000,
        concurrent_discoveries: 8,
        overridden: [],
        ...entitlements,
      },
      month: { used: 312, reserved: 0, limit: 1000, reset_at: '2026-12-01T00:00:00Z', ...month },
      upgrade_url: '/upgrade',
    } satisfies PlanState,
  },
});

/** Plan, and the banner that warns when the month runs out. */
export const PLAN_STATES: Readonly<Record<string, DashboardState>> = {
  plan: { path, answers: plan({ reserved: 3 }) },
  'plan-overridden': {
    path,
    answers: plan(
      { limit: 2500 },
      {
        discoveries_per_month: 2500,
        overridden: ['discoveries_per_month', 'modules'],
      },
    ),
  },
  'plan-unlimited': { path, answers: plan({ limit: null }, { discoveries_per_month: null }) },
  'plan-empty': {
    path,
    answers: plan(
      { used: 0, limit: 0 },
      { discoveries_per_month: 0, modules: [], access: 'read', title: 'Reader' },
    ),
  },
  'plan-80-percent': { path, answers: plan({ used: 800 }) },
  'plan-used-up': { path, answers: plan({ used: 1000 }) },
  'plan-as-member': { path: `/${OTHER_ORGANIZATION_ID}/plan`, answers: plan({}) },
  'plan-loading': { path, answers: { [route]: 'pending' } },
  'plan-error': { path, answers: { [route]: BROKEN } },
  'plan-offline': { path, answers: { [route]: 'offline' }, offline: true },
};
