import { isSoftNotFound, type Site } from '../site.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';

/**
 * Whether an answer proves an endpoint. `shell`: the page that the site answers for any path, so there is no endpoint.
 * `fragment`: other HTML, which may contain scripts. `unknown`: proves neither that there is one nor that there is
 * none.
 */
export type Verdict = 'there' | 'absent' | 'shell' | 'fragment' | 'unknown';

const IS_THERE = new Set([400, 401, 403, 405, 406, 415, 422, 429]);
const DATA = /\bjson\b|\+json|event-stream|ndjson|grpc|msgpack/i;

export function judgeGet(site: Site, answer: SafeResponse): Verdict {
  const { status, headers } = answer;
  const type = headers['content-type'] ?? '';
  if (isSoftNotFound(site, answer)) {
    if (status < 300) return 'shell';
    return status === 404 || status === 410 ? 'absent' : 'unknown';
  }
  // A 404 in JSON that differs from the site's usual one may come from an endpoint whose row is missing.
  if (status === 404 || status === 410)
    return DATA.test(type) && answer.body.length > 2 ? 'unknown' : 'absent';
  if (IS_THERE.has(status)) return 'there';
  if (status >= 300) return 'unknown';
  if (DATA.test(type)) return 'there';
  if (/html/i.test(type)) return 'fragment';
  return /javascript|css|image\/|font/i.test(type) ? 'absent' : 'unknown';
}

/** Only for sites whose answers to OPTIONS differ between paths. */
export const judgeOptions = (answer: SafeResponse): Verdict =>
  allowsWriting(answer) ? 'there' : 'unknown';

export const allowsWriting = (answer: SafeResponse): boolean =>
  allowedMethods(answer, WRITING_METHODS).length > 0;

export const WRITING_METHODS: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Which of these methods an answer to OPTIONS, or the refusal of a method, allows. */
export function allowedMethods(
  { status, headers }: SafeResponse,
  methods: readonly string[],
): string[] {
  // A refusal lists the methods of its own path; those of CORS may be a setting of the whole server.
  const own = status < 300 || IS_THERE.has(status) ? headers['allow'] : undefined;
  const shared = status < 300 ? headers['access-control-allow-methods'] : undefined;
  const allowed = own ?? shared ?? '';
  return methods.filter((method) => new RegExp(`\\b${method}\\b`, 'i').test(allowed));
}

/** Whether an answer lists methods, and GET is not among them. */
export const forbidsGet = (answer: SafeResponse): boolean =>
  allowsWriting(answer) && allowedMethods(answer, ['GET']).length === 0;
