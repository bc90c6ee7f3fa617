import type { DiscoveryState } from '../discovery-state.ts';
import { isSoftNotFound } from '../read-lead.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';

/**
 * What an answer says of an endpoint. `shell`: the page that any path gets, so that nothing of its kind can be
 * there. `fragment`: HTML of its own, which may hold scripts. `unknown`: nothing either way.
 */
export type Verdict = 'there' | 'absent' | 'shell' | 'fragment' | 'unknown';

const IS_THERE = new Set([400, 401, 403, 405, 406, 415, 422, 429]);
const DATA = /\bjson\b|\+json|event-stream|ndjson|grpc|msgpack/i;

export function judgeGet(state: DiscoveryState, answer: SafeResponse): Verdict {
  const { status, headers } = answer;
  const type = headers['content-type'] ?? '';
  if (isSoftNotFound(state, answer)) {
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

/** What OPTIONS, or the refusal of a method, says that may be sent, beside reading. */
export function writingMethods(answer: SafeResponse): string[] {
  return listed(answer, ['POST', 'PUT', 'PATCH', 'DELETE']);
}

/** Whether an answer lists methods, and GET is not among them. */
export const forbidsGet = (answer: SafeResponse): boolean =>
  allowsWriting(answer) && listed(answer, ['GET']).length === 0;

function listed({ status, headers }: SafeResponse, methods: string[]): string[] {
  // A refusal lists the methods of its own path; those of CORS may be a setting of the whole server.
  const own = status < 300 || IS_THERE.has(status) ? headers['allow'] : undefined;
  const shared = status < 300 ? headers['access-control-allow-methods'] : undefined;
  const allowed = own ?? shared ?? '';
  return methods.filter((method) => new RegExp(`\\b${method}\\b`, 'i').test(allowed));
}
