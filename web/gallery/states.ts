import { localProblem, type Problem, type ProblemKind } from '../widget/models/local-problem.ts';
import type { GalleryModel } from './gallery-model.ts';
import { resultsOf } from '../widget/models/results-of.ts';
import type { DiscoverySummary } from '../../shared/organization.ts';
import { loadOnDemand } from '../widget/load-later.ts';
import { NetworkFailure } from '../api/errors.ts';
import { FIXED_ENDPOINTS, HOSTILE_ENDPOINTS } from './fixed-endpoints.ts';
import { FIXED_HISTORY } from './fixed-history.ts';
import { failed, finish, giveKey, linked, runAt } from './set-state.ts';

type Show = (model: GalleryModel) => void;

const PROBLEM_CODES: Partial<Record<ProblemKind, Partial<Problem>>> = {
  invalid_url: { code: 'invalid_url', detail: 'The URL has no host.' },
  invalid_request: { code: 'invalid_body', detail: 'body.url must be a string.' },
  scheme_not_allowed: { code: 'scheme_not_allowed' },
  userinfo_not_allowed: { code: 'userinfo_not_allowed' },
  port_not_allowed: { code: 'port_not_allowed', detail: 'Port 22 is not open to discovery.' },
  private_address: {
    code: 'private_address',
    detail: 'The URL leads to an address that is not public.',
  },
  blocked_host: { code: 'blocked_host' },
  robots_disallowed: { code: 'robots_disallowed' },
  unreachable_dns: { code: 'target_unreachable', detail: 'getaddrinfo ENOTFOUND shop.exmaple' },
  unreachable_connect: {
    code: 'target_unreachable',
    detail: 'connect ECONNREFUSED 203.0.113.7:443',
  },
  unreachable_tls: { code: 'target_unreachable', detail: 'The certificate expired on 1 March.' },
  unreachable_timeout: { code: 'target_unreachable', detail: 'No answer within 10 seconds.' },
  unreachable_http: { code: 'target_unreachable', detail: 'The site answered 503.' },
  unreachable: { code: 'target_unreachable' },
  key_refused: { code: 'key_revoked' },
  read_only_key: { code: 'read_only_key' },
  not_entitled: { code: 'module_not_in_plan' },
  forbidden: { code: 'organization_mismatch' },
  not_found: { code: 'not_found' },
  fingerprint_refused: {
    code: 'implausible_fingerprint',
    detail: 'The component “screen” is not one a browser gives.',
  },
  service_stopped: { code: 'interrupted' },
  challenge_failed: { code: 'proof_required', detail: 'The challenge has expired.' },
  challenge_too_slow: {
    code: 'challenge_timed_out',
    detail: 'No solution within four minutes (212 attempts).',
  },
  page_outdated: { code: 'page_part_missing' },
  interrupted: { code: 'connection_lost', requestId: '' },
  unexpected: { code: 'internal_error' },
};

const WAITS: Partial<Record<ProblemKind, Partial<Problem>>> = {
  rate_limited: { code: 'rate_limited', retryAfterSeconds: 23 },
  overloaded: { code: 'overloaded', retryAfterSeconds: 8 },
  too_many_new_visitors: { code: 'too_many_new_visitors', retryAfterSeconds: 1800 },
};

const problemStates = Object.fromEntries(
  Object.entries({ ...PROBLEM_CODES, ...WAITS }).map(([kind, fields]) => [
    kind.replaceAll('_', '-'),
    (model: GalleryModel) => {
      if (kind !== 'too_many_new_visitors') giveKey(model, 3);
      failed(model, { ...localProblem('unexpected', ''), kind: asKind(kind), ...fields });
    },
  ]),
);

/** By the code that the widget itself fetches, which would be in two chunks otherwise. */
async function compare(model: GalleryModel, newer: DiscoverySummary, older: DiscoverySummary) {
  const { historyOf } = await loadOnDemand();
  await historyOf(model).compare(newer, older);
}

/** Every state, by the name that stands in the gallery's address. */
export const STATES: Record<string, Show> = {
  first: () => undefined,
  prefilled: (model) =>
    model.type('https://api.example.com/v2/documentation?version=latest#section'),
  'field-empty': (model) => model.submit(),
  'field-scheme': (model) => model.runUrl('ftp://files.example.com'),
  'field-typo': (model) => model.runUrl('htps:/example.com'),
  'field-host': (model) => model.runUrl('github'),
  creating: (model) => runAt(model, { kind: 'preparing' }, { kind: 'creating' }),
  challenge: (model) =>
    runAt(
      model,
      { kind: 'preparing' },
      { kind: 'challenge', attempts: 34, expected: 64, secondsLeft: 4 },
    ),
  'challenge-slow': (model) =>
    runAt(
      model,
      { kind: 'preparing' },
      { kind: 'challenge', attempts: 6, expected: 64, secondsLeft: 150 },
    ),
  starting: (model) => {
    giveKey(model, 0, { reserved: 1, revealed: true });
    runAt(model, { kind: 'running', reconnecting: false });
  },
  running: (model) => {
    giveKey(model, 2, { reserved: 1 });
    runAt(model, { kind: 'running', reconnecting: false });
    model.run.phase.value = 'scripts';
    model.run.note.value = 'GET https://shop.example/assets/index-B7x1.js';
    model.run.requestsDone.value = 34;
    model.run.requestsBudget.value = 200;
    model.run.elapsedMs.value = 4321;
    model.run.endpoints.value = FIXED_ENDPOINTS.slice(0, 5);
  },
  reconnecting: (model) => {
    STATES['running']?.(model);
    model.run.state.value = { kind: 'running', reconnecting: true };
  },
  cancelled: (model) => {
    giveKey(model, 3);
    model.run.endpoints.value = FIXED_ENDPOINTS.slice(0, 3);
    runAt(model, { kind: 'cancelled', charged: true });
  },
  'cancelled-early': (model) => {
    giveKey(model, 2);
    runAt(model, { kind: 'cancelled', charged: false });
  },
  result: (model) => {
    giveKey(model, 3);
    finish(model, FIXED_ENDPOINTS);
  },
  'result-key': (model) => {
    giveKey(model, 1, { revealed: true });
    finish(model, FIXED_ENDPOINTS);
  },
  'result-details': (model) => {
    STATES['result']?.(model);
    resultsOf(model).sortBy('path');
    for (const key of new Set([
      'PATCH https://shop.example/api/v1/products/{productId}/stock',
      'POST https://shop.example/api/v1/products',
    ]))
      resultsOf(model).toggle(key);
  },
  'result-truncated': (model) => {
    giveKey(model, 3);
    finish(model, FIXED_ENDPOINTS, { truncated: true });
  },
  'result-hostile': (model) => {
    giveKey(model, 3);
    finish(model, HOSTILE_ENDPOINTS);
    for (const key of new Set(HOSTILE_ENDPOINTS.map(({ method, url }) => `${method} ${url}`)))
      resultsOf(model).toggle(key);
  },
  'result-no-match': (model) => {
    STATES['result']?.(model);
    resultsOf(model).filterBy('payments');
  },
  'result-empty': (model) => {
    giveKey(model, 3);
    finish(model, []);
  },
  map: (model) => {
    STATES['result']?.(model);
    model.view.tab.value = 'map';
  },
  code: (model) => {
    STATES['result']?.(model);
    model.view.tab.value = 'code';
  },
  'code-key': (model) => {
    STATES['code']?.(model);
    model.view.codeWithKey.value = true;
    model.view.language.value = 'python';
  },
  raw: (model) => {
    STATES['result']?.(model);
    model.view.tab.value = 'raw';
  },
  history: (model) => {
    STATES['result']?.(model);
    model.view.tab.value = 'history';
  },
  'history-empty': (model) => {
    model.deps.send = async () => Response.json({ discoveries: [] });
    STATES['history']?.(model);
  },
  'history-locked': (model) => {
    model.view.tab.value = 'history';
  },
  'history-failed': (model) => {
    model.deps.send = () => Promise.reject(new NetworkFailure('no answer'));
    STATES['history']?.(model);
  },
  comparison: (model) => {
    STATES['history']?.(model);
    const [newer, older] = FIXED_HISTORY;
    if (newer && older) void compare(model, newer, older);
  },
  'comparison-same': (model) => {
    STATES['history']?.(model);
    const [, newer] = FIXED_HISTORY;
    const older = FIXED_HISTORY.at(-1);
    if (newer && older) void compare(model, newer, older);
  },
  'result-stored': (model) => {
    giveKey(model, 3);
    const stored = { charged: false, storedAt: '2026-11-21T16:05:00Z', requestsMade: 0 };
    finish(model, FIXED_ENDPOINTS, stored);
  },
  'link-opening': (model) => linked(model, { kind: 'opening' }),
  'link-locked': (model) => linked(model, { kind: 'locked' }),
  'link-missing': (model) => {
    giveKey(model, 3);
    linked(model, { kind: 'missing' });
  },
  'link-failed': (model) => {
    giveKey(model, 3);
    linked(model, { kind: 'failed', problem: localProblem('interrupted', 'connection_lost') });
  },
  offline: (model) => {
    giveKey(model, 2);
    model.online.value = false;
    runAt(model, { kind: 'waiting_for_network', target: 'https://shop.example' });
  },
  'spent-first': (model) => giveKey(model, 10),
  'spent-result': (model) => {
    giveKey(model, 10);
    finish(model, FIXED_ENDPOINTS);
  },
  'spent-refused': (model) => {
    giveKey(model, 10);
    failed(model, {
      ...localProblem('quota_spent', 'lifetime_quota_exhausted'),
      requestId: 'req_7Q2f9sKx1a',
      charged: false,
    });
  },
  'spent-arrival': (model) => {
    giveKey(model, 10);
    model.session.recognizedBy.value = 'browser_and_network';
    failed(model, { ...localProblem('quota_spent', 'lifetime_quota_exhausted'), charged: false });
  },
  ...problemStates,
};

function asKind(name: string): ProblemKind {
  const all: Record<string, unknown> = { ...PROBLEM_CODES, ...WAITS };
  const known = (candidate: string): candidate is ProblemKind => candidate in all;
  return known(name) ? name : 'unexpected';
}
