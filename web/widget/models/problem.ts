import type { ErrorBody } from '../../../shared/errors.ts';
import type { PlaygroundErrorCode } from '../../../shared/error-codes.ts';
import { ApiProblem, NetworkFailure } from '../../api/errors.ts';
import { PartMissing } from '../../ui/load-part.ts';
import { SolveTimeout } from '../identity/solve-timeout.ts';
import { localProblem, type Problem, type ProblemKind } from './local-problem.ts';

/** Codes whose class, stage or status tells more. */
type ToldOtherwise =
  | 'invalid_json'
  | 'invalid_field'
  | 'invalid_request'
  | 'idempotency_key_reused'
  | 'credential_missing'
  | 'credential_malformed'
  | 'key_unknown'
  | 'key_revoked'
  | 'key_expired'
  | 'key_network_limit'
  | 'organization_header_missing'
  | 'organization_mismatch'
  | 'not_entitled'
  | 'not_found'
  | 'module_not_installed'
  | 'body_too_large'
  | 'headers_too_large'
  | 'request_timeout'
  | 'unsupported_media_type'
  | 'monthly_quota_exhausted'
  | 'target_unreachable'
  | 'internal_error';

// A code that is added to the contract is in neither of the two, and the type check says so.
const BY_CODE: Record<Exclude<PlaygroundErrorCode, ToldOtherwise>, ProblemKind> = {
  implausible_fingerprint: 'fingerprint_refused',
  invalid_proof: 'challenge_failed',
  read_only_key: 'read_only_key',
  invalid_url: 'invalid_url',
  scheme_not_allowed: 'scheme_not_allowed',
  userinfo_not_allowed: 'userinfo_not_allowed',
  port_not_allowed: 'port_not_allowed',
  private_address: 'private_address',
  blocked_host: 'blocked_host',
  robots_disallowed: 'robots_disallowed',
  proof_required: 'challenge_failed',
  rate_limited: 'rate_limited',
  too_many_failed_attempts: 'rate_limited',
  lifetime_quota_exhausted: 'quota_spent',
  too_many_new_visitors: 'too_many_new_visitors',
  overloaded: 'overloaded',
  interrupted: 'service_stopped',
  // The server ended a run because its stream was not read any more.
  cancelled: 'interrupted',
};

function isKnown(code: string): code is keyof typeof BY_CODE {
  return Object.hasOwn(BY_CODE, code);
}

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

// An event of a stream does not say how long to wait.
const OVERLOADED_RETRY_SECONDS = 5;

/** What the visitor is told of anything thrown on the way to a result. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ApiProblem) return problemOf(thrown.body);
  if (thrown instanceof NetworkFailure) return localProblem('interrupted', 'connection_lost');
  // These come before a request that could cost something.
  if (thrown instanceof SolveTimeout) {
    const problem = localProblem('challenge_too_slow', 'challenge_timed_out');
    return { ...problem, detail: thrown.message, charged: false };
  }
  if (thrown instanceof PartMissing) {
    return { ...localProblem('page_outdated', 'page_part_missing'), charged: false };
  }
  const detail = thrown instanceof Error ? thrown.message : '';
  return { ...localProblem('unexpected', 'unexpected'), detail };
}

export function problemOf(body: ErrorBody): Problem {
  const kind = kindOf(body);
  return {
    kind,
    code: body.code,
    requestId: body.request_id,
    charged: body.charged ?? (isRefusal(body.status) ? false : null),
    detail: body.detail,
    retryAfterSeconds:
      body.retry_after ?? (kind === 'overloaded' ? OVERLOADED_RETRY_SECONDS : null),
    upgradeUrl: body.upgrade_url ?? null,
  };
}

// A request that was refused before the work began cost nothing, also where the answer does not say so.
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 502 || status === 503;
}

function kindOf(body: ErrorBody): ProblemKind {
  if (isKnown(body.code)) return BY_CODE[body.code];
  if (body.error === 'NotEntitledError') return 'not_entitled';
  // An event of the stream carries no status.
  if (body.status === 502 || body.code === 'target_unreachable') {
    return BY_STAGE[body.stage ?? ''] ?? 'unreachable';
  }
  return BY_STATUS[body.status] ?? 'unexpected';
}
