import { ACCOUNT, INVITED, OPTIONS, ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import type { DashboardState } from './state.ts';

const SIGNED_OUT: Answers = { 'GET /api/v1/account': refuse(401, 'session_required') };
const SIGNING_IN: Pick<DashboardState, 'fill' | 'click'> = {
  fill: { Email: 'ada@acme.example', Password: 'correct horse battery' },
  click: ['Sign in'],
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
  'sign-in-loading': { path: '/sign-in', answers: { 'GET /api/v1/account': 'pending' } },
  'sign-in-wrong': {
    path: '/sign-in',
    answers: { ...SIGNED_OUT, 'POST /api/auth/sign-in/email': refuse(401, 'sign_in_failed') },
    ...SIGNING_IN,
  },
  'sign-in-unverified': {
    path: '/sign-in',
    answers: { ...SIGNED_OUT, 'POST /api/auth/sign-in/email': refuse(403, 'email_not_verified') },
    ...SIGNING_IN,
  },
  'sign-in-throttled': {
    path: '/sign-in',
    answers: {
      ...SIGNED_OUT,
      'POST /api/auth/sign-in/email': refuse(
        429,
        'too_many_failed_attempts',
        'Too many failed attempts from this network: try again in 540 seconds.',
        { title: 'Too many failed attempts' },
      ),
    },
    ...SIGNING_IN,
  },
  'sign-in-offline': {
    path: '/sign-in',
    answers: { ...SIGNED_OUT, 'POST /api/auth/sign-in/email': 'offline' },
    offline: true,
    ...SIGNING_IN,
  },
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
  'sign-up-check-mail': {
    path: '/sign-up',
    answers: { ...SIGNED_OUT, 'POST /api/auth/sign-up/email': { json: {} } },
    fill: {
      'Your name': 'Ada Lovelace',
      Email: 'ada@acme.example',
      Password: 'correct horse battery',
    },
    click: ['Sign up'],
  },
  'forgot-sent': {
    path: '/forgot',
    answers: { ...SIGNED_OUT, 'POST /api/auth/request-password-reset': { json: {} } },
    fill: { Email: 'ada@acme.example' },
    click: ['Send the link'],
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
  'invitations-failed': {
    path: '/invitations',
    answers: {
      'GET /api/v1/account': { json: INVITED },
      'POST /api/v1/account/invitations/*/accept': BROKEN,
    },
    click: ['Accept'],
  },
};
