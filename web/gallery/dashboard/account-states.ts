import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS, HOUR_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const SESSIONS: Answers = {
  'GET /api/auth/get-session': { json: { session: { token: 'a' } } },
  'GET /api/auth/list-sessions': {
    json: [
      {
        token: 'a',
        createdAt: ago(HOUR_MS),
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
      {
        token: 'b',
        createdAt: ago(9 * DAY_MS),
        userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1',
      },
    ],
  },
};

/** A person's account. */
export const ACCOUNT_STATES: Readonly<Record<string, DashboardState>> = {
  account: { path: '/account', answers: SESSIONS },
  'account-saved': {
    path: '/account',
    answers: { ...SESSIONS, 'POST /api/auth/update-user': { json: {} } },
    click: ['Save the name'],
  },
  'account-wrong-password': {
    path: '/account',
    answers: { ...SESSIONS, 'POST /api/auth/change-password': refuse(401, 'sign_in_failed') },
    fill: { 'Current password': 'not the password', 'New password': 'correct horse battery' },
    click: ['Change the password'],
  },
  'account-loading': { path: '/account', answers: { 'GET /api/auth/list-sessions': 'pending' } },
  'account-error': { path: '/account', answers: { 'GET /api/auth/list-sessions': BROKEN } },
  'account-offline': {
    path: '/account',
    answers: { 'GET /api/auth/list-sessions': 'offline' },
    offline: true,
  },
};
