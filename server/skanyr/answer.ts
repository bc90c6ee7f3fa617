import type { DiscoverResponse, DiscoveryJob, Quota } from '../../shared/discovery.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../problem.ts';
import type { DiscoveryRecord, DiscoveryText } from '../storage/port.ts';
import { resultOf, type EndpointResult } from './result.ts';
import type { Run } from './run.ts';

export interface Page {
  limit: number;
  offset: number;
}

export const FIRST_PAGE: Page = { limit: 100, offset: 0 };

/** What an answer is made of. */
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

/**
 * The same as JSON text. The endpoints are copied as they are stored: parsing a result and writing it again
 * costs five times as much as reading it.
 */
export function toJobText(stored: DiscoveryText, page: Page, quota: Quota): string {
  const { result, endpointCount: total } = stored;
  const rest = result === null ? null : AFTER_ENDPOINTS.exec(result.slice(-REST_LENGTH_MAX));
  if (
    result === null ||
    total === null ||
    total > page.limit ||
    page.offset > 0 ||
    !rest ||
    !result.startsWith(BEFORE_ENDPOINTS)
  ) {
    return JSON.stringify(
      toJob({ ...stored, result: result === null ? null : JSON.parse(result) }, page, quota),
    );
  }
  const [{ length }, truncated, requests] = rest;
  const summary = {
    endpoints: [],
    truncated: truncated === 'true',
    requests_made: Number(requests),
  };
  const job: DiscoveryJob = { ...toJob({ ...stored, result: summary }, page, quota), total };
  job.total_endpoints = total;
  // This cannot match inside a string: JSON writes a quotation mark there as \".
  return JSON.stringify(job).replace(
    '"endpoints":[]',
    () => `"endpoints":${result.slice(BEFORE_ENDPOINTS.length, -length)}`,
  );
}

/** How a stored list of endpoints begins and ends. */
const BEFORE_ENDPOINTS = '{"endpoints":';
const AFTER_ENDPOINTS = /,"truncated":(true|false),"requests_made":(\d+)\}$/;
const REST_LENGTH_MAX = 64;

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
  const code: ProblemCode = Object.hasOwn(PROBLEMS, failure.code)
    ? (failure.code as ProblemCode)
    : 'internal_error';
  return new Problem(code, failure.detail, {
    charged: false,
    ...(failure.stage === undefined ? {} : { stage: failure.stage }),
    ...(PROBLEMS[code].status === 503 ? { retry_after: 5 } : {}),
  });
}
