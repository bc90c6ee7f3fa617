import { isSoftNotFound, type Site } from '../site.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';

/**
 * What an answer says of an endpoint. `shell`: the page that any path gets, so that nothing of its kind can be
 * there. `fragment`: HTML of its own, which may hold scripts. `unknown`: nothing either way.
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
  // A 404 in JSON that made-up paths do not get is an endpoint speaking of its own missing row.
  if (status === 404 || status === 410)
    return DATA.test(type) && answer.body.length > 2 ? 'unknown' : 'absent';
  if (IS_THERE.has(status)) return 'there';
  if (status >= 300) return 'unknown';
  if (DATA.test(type)) return 'there';
  if (/html/i.test(type)) return 'fragment';
  return /javascript|css|image\/|font/i.test(type) ? 'absent' : 'unknown';
}

/** Only where OPTIONS of a made-up path answers otherwise. */
export const judgeOptions = (answer: SafeResponse): Verdict =>
  allowsWriting(answer) ? 'there' : 'unknown';

export const allowsWriting = (answer: SafeResponse): boolean => writingMethods(answer).length > 0;

/** What OPTIONS says that may be sent, beside reading. */
export function writingMethods({ status, headers }: SafeResponse): string[] {
  if (status >= 300) return [];
  const allowed = headers['allow'] ?? headers['access-control-allow-methods'] ?? '';
  return ['POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    new RegExp(`\\b${method}\\b`, 'i').test(allowed),
  );
}
