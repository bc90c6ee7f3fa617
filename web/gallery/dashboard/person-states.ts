import type { Answers } from './answers.ts';
import { BROKEN, refuse } from './answers.ts';
import { OPTIONS } from './account-answers.ts';
import type { DashboardState } from './state.ts';

const SIGNED_OUT: Answers = { 'GET /api/v1/account': refuse(401, 'session_required') };

/** Signing in, and what belongs to a person. */
export const PERSON_STATES: Readonly<Record<string, DashboardState>> = {
  loading: { path: '/account', answers: { 'GET /api/v1/account': 'pending' } },
  'server-error': { path: '/', answers: { 'GET /api/v1/account/options': BROKEN } },
  offline: { path: '/', answers: { 'GET /api/v1/account/options': 'offline' }, offline: true },
  'accounts-off': {
    path: '/',
    answers: { 'GET /api/v1/account/options': { json: { ...OPTIONS, enabled: false } } },
  },
  'not-found': { path: '/nowhere' },
  'sign-in': { path: '/sign-in', answers: SIGNED_OUT },
};
