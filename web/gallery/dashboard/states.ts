import { ACCOUNT_STATES } from './account-states.ts';
import { AUDIT_STATES } from './audit-states.ts';
import { DISCOVERY_STATES } from './discovery-states.ts';
import { KEY_STATES } from './key-states.ts';
import { MEMBER_STATES } from './member-states.ts';
import { PERSON_STATES } from './person-states.ts';
import { SETTINGS_STATES } from './settings-states.ts';
import { SITE_STATES } from './site-states.ts';
import { PLAN_STATES } from './plan-states.ts';
import { USAGE_STATES } from './usage-states.ts';
import type { DashboardState } from './state.ts';

/** Every state, by the name that stands in the gallery's address. */
export const DASHBOARD_STATES: Readonly<Record<string, DashboardState>> = {
  ...PERSON_STATES,
  ...ACCOUNT_STATES,
  ...KEY_STATES,
  ...USAGE_STATES,
  ...DISCOVERY_STATES,
  ...MEMBER_STATES,
  ...SITE_STATES,
  ...PLAN_STATES,
  ...AUDIT_STATES,
  ...SETTINGS_STATES,
};
