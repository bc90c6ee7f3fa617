import { ACCOUNT, INVITED, OPTIONS, ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS, HOUR_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const SIGNED_OUT: Answers = { 'GET /api/v1/account': refuse(401, 'session_required') };
const SESSIONS: Answers = {
  'GET /api/auth/get-session': { json: { session: { token: 'a' } } },
  'GET /api/auth/list-sessions': {
    json: [
      {
        token: 'a',
        createdAt: ago(HOUR_MS),
        ipAddress: '203.0.113.7',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
      {
        token: 'b',
        createdAt: ago(9 * DAY_MS),
        ipAddress: '2001:db8:85a3::8a2e:370:7334',
        userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1',
      },
    ],
  },
};
const NEWCOMER: Answers = {
  'GET /api/v1/account': { json: { ...ACCOUNT, organizations: [] } },
};
const CLAIM: Pick<DashboardState, 'path' | 'prepare'> = {
  path: '/claim',
  prepare: (app) => app.remembered.claimCode.write('fixed-code'),
};
const claimRoute = `POST /api/v1/organizations/${ORGANIZATION_ID}/claim`;

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
  'sign-in-provider-failed': { path: '/sign-in?error=access_denied', answers: SIGNED_OUT },
  'sign-up': { path: '/sign-up', answers: SIGNED_OUT },
  'sign-up-domains': {
    path: '/sign-up',
    answers: {
      ...SIGNED_OUT,
      'GET /api/v1/account/options': {
        json: { ...OPTIONS, sign_up: 'domains', domains: ['acme.example'], providers: [] },
      },
    },
  },
  'sign-up-closed': {
    path: '/sign-up',
    answers: {
      ...SIGNED_OUT,
      'GET /api/v1/account/options': { json: { ...OPTIONS, sign_up: 'closed' } },
    },
  },
  forgot: { path: '/forgot', answers: SIGNED_OUT },
  reset: { path: '/reset?token=fixed', answers: SIGNED_OUT },
  'reset-invalid': { path: '/reset?error=INVALID_TOKEN', answers: SIGNED_OUT },
  verified: { path: '/verify' },
  'verify-failed': { path: '/verify?error=TOKEN_EXPIRED', answers: SIGNED_OUT },
  welcome: { path: '/welcome', answers: NEWCOMER },
  claim: CLAIM,
  'claim-new': { ...CLAIM, answers: NEWCOMER },
  'claim-nothing': { path: '/claim' },
  'claim-invalid': {
    ...CLAIM,
    answers: { [claimRoute]: refuse(404, 'claim_code_invalid') },
    click: ['Move them here'],
  },
  'claim-failed': { ...CLAIM, answers: { [claimRoute]: BROKEN }, click: ['Move them here'] },
  claimed: {
    ...CLAIM,
    answers: { [claimRoute]: { json: { discoveries: 10 } } },
    click: ['Move them here'],
  },
  invitations: { path: '/invitations', answers: { 'GET /api/v1/account': { json: INVITED } } },
  'invitations-none': { path: '/invitations' },
  account: { path: '/account', answers: SESSIONS },
};
