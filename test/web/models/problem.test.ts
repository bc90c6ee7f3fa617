import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { NetworkFailure } from '../../../web/api/errors.ts';
import { PartMissing } from '../../../web/ui/load-part.ts';
import { SolveTimeout } from '../../../web/widget/identity/solve-timeout.ts';
import { problemOf, toProblem } from '../../../web/widget/models/problem.ts';
import { runEn } from '../../../web/widget/texts/run-en.ts';

describe('what a visitor is told of a failure', () => {
  it.each([
    [{ code: 'private_address', status: 422 }, 'private_address'],
    [{ code: 'blocked_host', status: 422 }, 'blocked_host'],
    [{ code: 'robots_disallowed', status: 422 }, 'robots_disallowed'],
    [{ code: 'lifetime_quota_exhausted', status: 429 }, 'quota_spent'],
    [{ code: 'too_many_new_visitors', status: 429 }, 'too_many_new_visitors'],
    [{ code: 'some_window', status: 429 }, 'rate_limited'],
    [{ code: 'overloaded', status: 503 }, 'overloaded'],
    [{ code: 'target_unreachable', status: 502, stage: 'dns' }, 'unreachable_dns'],
    [{ code: 'target_unreachable', status: 502, stage: 'connect' }, 'unreachable_connect'],
    [{ code: 'target_unreachable', status: 502, stage: 'tls' }, 'unreachable_tls'],
    [{ code: 'target_unreachable', status: 502, stage: 'timeout' }, 'unreachable_timeout'],
    [{ code: 'target_unreachable', status: 502, stage: 'http' }, 'unreachable_http'],
    [{ code: 'target_unreachable', status: 502, stage: 'new' }, 'unreachable'],
    [{ code: 'key_revoked', status: 401 }, 'key_refused'],
    [{ code: 'read_only_key', status: 403 }, 'read_only_key'],
    [{ code: 'any', status: 403, error: 'NotEntitledError' }, 'not_entitled'],
    [{ code: 'organization_mismatch', status: 403 }, 'forbidden'],
    [{ code: 'body_too_large', status: 413 }, 'invalid_request'],
    [{ code: 'proof_required', status: 428 }, 'challenge_failed'],
    [{ code: 'target_unreachable', stage: 'dns' }, 'unreachable_dns'],
    [{ code: 'cancelled' }, 'interrupted'],
    [{ code: 'interrupted', status: 503 }, 'service_stopped'],
    [{ code: 'invalid_proof', status: 400 }, 'challenge_failed'],
    [{ code: 'implausible_fingerprint', status: 400 }, 'fingerprint_refused'],
    [{ code: 'internal_error', status: 500 }, 'unexpected'],
  ])('%j is %s, with a text of its own', (body, kind) => {
    expect(problemOf(readErrorBody(body, 0, '')).kind).toBe(kind);
    expect(runEn.problems).toHaveProperty(kind);
  });

  it('reads a proxy’s HTML page as an unexpected answer with the meaning of its status', () => {
    const problem = problemOf(readErrorBody(null, 503, 'req_1'));
    expect(problem).toMatchObject({
      kind: 'overloaded',
      code: 'unexpected_answer',
      requestId: 'req_1',
    });
  });

  it('says that the connection was lost where nothing answered', () => {
    expect(toProblem(new NetworkFailure('gone'))).toMatchObject({
      kind: 'interrupted',
      charged: null,
    });
  });

  it('says that the device was too slow where solving timed out, that it cost nothing, and what to do', () => {
    const problem = toProblem(new SolveTimeout(212));
    expect(problem).toMatchObject({ kind: 'challenge_too_slow', charged: false });
    expect(problem.detail).toContain('four minutes (212 attempts)');
    const { title, text } = runEn.problems.challenge_too_slow;
    expect(title).toContain('could not finish the check in time');
    expect(text).toMatch(/Run again .* faster device.* live key/);
  });

  it('offers to reload where a newer build has removed a chunk', () => {
    expect(toProblem(new PartMissing('gone'))).toMatchObject({
      kind: 'page_outdated',
      charged: false,
    });
  });

  it('has two different texts for every failure', () => {
    const titles = Object.values(runEn.problems).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
