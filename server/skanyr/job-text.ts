import type { DiscoveryJob, Quota } from '../../shared/discovery.ts';
import type { DiscoveryText } from '../storage/port/discoveries.ts';
import { JOB_PAGE, toJob } from './answer.ts';

/**
 * `toJob` of a stored discovery, as JSON text. The endpoints are copied as they are stored: parsing a result and
 * writing it again costs five times as much as reading it. All but the quota is kept as long as the record is,
 * because it never changes.
 */
export function toJobText(stored: DiscoveryText, quota: Quota): string {
  let frame = frames.get(stored);
  if (frame === undefined) {
    frame = frameOf(stored);
    frames.set(stored, frame);
  }
  return frame === null
    ? JSON.stringify(toJob(parsed(stored), JOB_PAGE, quota))
    : frame.before + JSON.stringify(quota) + frame.after;
}

/** The text before and after the quota. */
interface Frame {
  before: string;
  after: string;
}

/** Null for a record whose result cannot be copied. */
const frames = new WeakMap<DiscoveryText, Frame | null>();

/** How a stored list of endpoints begins and ends. */
const BEFORE_ENDPOINTS = '{"endpoints":';
const AFTER_ENDPOINTS = /,"truncated":(true|false),"requests_made":(\d+)\}$/;
const REST_LENGTH_MAX = 64;

const NO_QUOTA: Quota = { limit: null, used: 0, reserved: 0, remaining: null };

function frameOf(stored: DiscoveryText): Frame | null {
  const { result, endpointCount: total } = stored;
  if (result === null || total === null || total > JOB_PAGE.limit) return null;
  const rest = AFTER_ENDPOINTS.exec(result.slice(-REST_LENGTH_MAX));
  if (!rest || !result.startsWith(BEFORE_ENDPOINTS)) return null;
  const [{ length }, truncated, requests] = rest;
  const summary = {
    endpoints: [],
    truncated: truncated === 'true',
    requests_made: Number(requests),
  };
  const job: DiscoveryJob = {
    ...toJob({ ...stored, result: summary }, JOB_PAGE, NO_QUOTA),
    total,
    total_endpoints: total,
  };
  // Neither can match inside a string: JSON writes a quotation mark there as \".
  const [before = '', after = ''] = JSON.stringify(job).split(JSON.stringify(NO_QUOTA));
  const endpoints = result.slice(BEFORE_ENDPOINTS.length, -length);
  return { before: before.replace('"endpoints":[]', () => `"endpoints":${endpoints}`), after };
}

const parsed = (stored: DiscoveryText) => ({
  ...stored,
  result: stored.result === null ? null : JSON.parse(stored.result),
});
