import type { DiscoveryEvent, Quota } from '../../shared/discovery.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { PROBLEMS } from '../problem-codes/table.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { Ending } from './ending.ts';
import { resultOf } from './result.ts';
import type { Run } from './run.ts';

/** The first event of a stream. `budgetMs` is the time that the run has. */
export function startedEvent(run: Run, budgetMs: number, quota: Quota): DiscoveryEvent {
  return {
    type: 'started',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: run.id,
      url: run.url,
      budget_requests: run.options.max_requests ?? null,
      budget_ms: budgetMs,
      quota,
    },
  };
}

/** The last event of a stream whose run failed: the error's class and code, as an answer would say them. */
export function errorEvent(
  run: Pick<Run, 'id'>,
  ending: Pick<Ending, 'failure' | 'settle'>,
): DiscoveryEvent {
  const { failure } = ending;
  return {
    type: 'error',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: run.id,
      ...(failure ? classOf(failure.code) : {}),
      ...failure,
      charged: ending.settle === 'commit',
    },
  };
}

/** The last event of a stream whose run succeeded. `charged` says whether the call that reads it is charged. */
export function doneEvent(record: DiscoveryRecord, quota: Quota, charged: boolean): DiscoveryEvent {
  const result = resultOf(record);
  return {
    type: 'done',
    endpoint_url: null,
    api_type: null,
    metadata: {
      discovery_id: record.id,
      artifact_id: record.artifactId,
      total_endpoints: result.endpoints.length,
      truncated: result.truncated,
      requests_made: result.requests_made,
      elapsed_ms: (record.completedAtMs ?? record.createdAtMs) - record.createdAtMs,
      charged,
      quota,
    },
  };
}

function classOf(code: string) {
  const { error, status, title } =
    PROBLEMS[Object.hasOwn(PROBLEMS, code) ? (code as ErrorCode) : 'internal_error'];
  return { error, status, title };
}
