import { KEY_STATES } from './key-states.ts';
import { MEMBER_STATES } from './member-states.ts';
import { PERSON_STATES } from './person-states.ts';
import type { DashboardState } from './state.ts';

/** Every state, by the name that stands in the gallery's address. */
export const DASHBOARD_STATES: Readonly<Record<string, DashboardState>> = {
  ...PERSON_STATES,
  ...KEY_STATES,
  ...MEMBER_STATES,
};
