import type { DiscoverResponse, DiscoveryJob, Quota } from '../../shared/discovery.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { PROBLEMS } from '../problem-codes/table.ts';
import { Problem } from '../problem.ts';
import type { DiscoveryRecord } from '../storage/port/discoveries.ts';
import { resultOf, type EndpointResult } from './result.ts';
import type { Run } from './run.ts';

export interface Page {
  limit: number;
  offset: number;
}

export const FIRST_PAGE: Page = { limit: 100, offset: 0 };
/** What `GET discover/{id}` shows of a discovery: it has no parameters to page with. */
export const JOB_PAGE: Page = { limit: 1000, offset: 0 };

/** The parts of a stored discovery that an answer shows. */
type Stored = Omit<DiscoveryRecord, 'options' | 'events'>;

/** One page of a stored discovery, as `discover` answers it. */
export function toResponse(
  record: Stored,
  page: Page,
  quota: Quota,
  charged: boolean,
): DiscoverResponse {
  return {
    success: record.status === 'completed',
    discovery_id: record.id,
    url: record.url,
    artifact_id: record.result === null ? null : record.artifactId,
    error: record.failure?.detail ?? null,
    ...pageOf(resultOf(record), page),
    charged,
    quota,
  };
}

/** A stored or running discovery with its status, as `GET discover/{id}` answers it. */
export function toJob(source: Stored | Run, page: Page, quota: Quota): DiscoveryJob {
  if ('status' in source) {
    return {
      ...toResponse(source, page, quota, source.charge === 'committed'),
      job_id: source.id,
      status: source.status,
      created_at: new Date(source.createdAtMs).toISOString(),
      completed_at:
        source.completedAtMs === null ? null : new Date(source.completedAtMs).toISOString(),
    };
  }
  const soFar = { endpoints: source.endpoints, truncated: false, requests_made: 0 };
  return {
    success: true,
    discovery_id: source.id,
    job_id: source.id,
    url: source.url,
    artifact_id: null,
    error: null,
    ...pageOf(soFar, page),
    charged: false,
    quota,
    status: 'running',
    created_at: new Date(source.createdAtMs).toISOString(),
    completed_at: null,
  };
}

function pageOf(result: EndpointResult, page: Page) {
  const total = result.endpoints.length;
  return {
    total_endpoints: total,
    endpoints: result.endpoints.slice(page.offset, page.offset + page.limit),
    has_more: page.offset + page.limit < total,
    total,
    truncated: result.truncated,
    requests_made: result.requests_made,
  };
}

/** The error that a failed discovery answers, at once and at every repetition. */
export function failureProblem(failure: NonNullable<DiscoveryRecord['failure']>): Problem {
  const code: ErrorCode = Object.hasOwn(PROBLEMS, failure.code)
    ? (failure.code as ErrorCode)
    : 'internal_error';
  return new Problem(code, failure.detail, {
    charged: false,
    ...(failure.stage === undefined ? {} : { stage: failure.stage }),
    ...(PROBLEMS[code].status === 503 ? { retry_after: 5 } : {}),
  });
}
