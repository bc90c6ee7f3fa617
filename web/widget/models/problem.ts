import type { ErrorBody } from '../../../shared/errors.ts';
import { ApiProblem, NetworkFailure } from '../../wire/errors.ts';
import { localProblem, type Problem, type ProblemKind } from './local-problem.ts';

const BY_CODE: Record<string, ProblemKind> = {
  invalid_url: 'invalid_url',
  scheme_not_allowed: 'scheme_not_allowed',
  userinfo_not_allowed: 'userinfo_not_allowed',
  port_not_allowed: 'port_not_allowed',
  private_address: 'private_address',
  blocked_host: 'blocked_host',
  robots_disallowed: 'robots_disallowed',
  too_many_new_visitors: 'too_many_new_visitors',
  overloaded: 'overloaded',
  read_only_key: 'read_only_key',
  lifetime_quota_exhausted: 'quota_spent',
  proof_required: 'challenge_failed',
};

const BY_STAGE: Record<string, ProblemKind> = {
  dns: 'unreachable_dns',
  connect: 'unreachable_connect',
  tls: 'unreachable_tls',
  timeout: 'unreachable_timeout',
  http: 'unreachable_http',
};

const BY_STATUS: Record<number, ProblemKind> = {
  400: 'invalid_request',
  401: 'key_refused',
  403: 'forbidden',
  404: 'not_found',
  413: 'invalid_request',
  415: 'invalid_request',
  422: 'blocked_host',
  428: 'challenge_failed',
  429: 'rate_limited',
  502: 'unreachable',
  503: 'overloaded',
};

/** What the visitor is told of anything thrown on the way to a result. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ApiProblem) return problemOf(thrown.body);
  if (thrown instanceof NetworkFailure) return localProblem('interrupted', 'connection_lost');
  const detail = thrown instanceof Error ? thrown.message : '';
  return { ...localProblem('unexpected', 'unexpected'), detail };
}

export function problemOf(body: ErrorBody): Problem {
  return {
    kind: kindOf(body),
    code: body.code,
    requestId: body.request_id,
    charged: body.charged ?? (isRefusal(body.status) ? false : null),
    detail: body.detail,
    retryAfterSeconds: body.retry_after ?? null,
    upgradeUrl: body.upgrade_url ?? null,
  };
}

// What was turned away before the work began cost nothing, also where the server does not repeat it.
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 502 || status === 503;
}

function kindOf(body: ErrorBody): ProblemKind {
  const byCode = BY_CODE[body.code];
  if (byCode) return byCode;
  if (body.error === 'NotEntitledError') return 'not_entitled';
  if (body.status === 502) return BY_STAGE[body.stage ?? ''] ?? 'unreachable';
  return BY_STATUS[body.status] ?? 'unexpected';
}
