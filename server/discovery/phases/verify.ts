import { announce, isAsked, type DiscoveryState } from '../discovery-state.ts';
import type { Entry } from '../ledger-entry.ts';
import { isParameter, pathOf } from '../endpoint-template.ts';
import { isSoftNotFound } from '../read-lead.ts';
import type { SafeResponse } from '../safe-request.ts';
import { createWorkQueue, workOff } from '../work-queue.ts';

const VERIFIED_MIN = 0.25;
const VERIFIED_BELOW = 0.9;
const DEMOTION = 0.55;
const SURE_DEMOTION = 0.8;

// A GET should change nothing, yet some do: what sounds like an action is only asked for its options.
const SOUNDS_LIKE_ACTION =
  /log-?out|sign-?out|delete|remove|destroy|reset|restart|reboot|shutdown|stop|start|kill|reload|refresh|unsubscribe|send|clear|flush|purge|cancel|revoke|disable|enable|install|update|upgrade|run|exec|trigger|pay|checkout|order|download|export|backup|restore/i;

/** Phase 5: asks for candidates without parameters, the least sure first, and believes the answer. */
export async function verify(state: DiscoveryState): Promise<void> {
  const queue = createWorkQueue<Entry>();
  for (const entry of state.ledger.entries()) {
    if (!isWorthAsking(state, entry)) continue;
    // What hides or shows an endpoint comes before what only makes it surer.
    queue.push(
      entry,
      `${entry.method ?? ''} ${urlOf(entry)}`,
      Math.round((1 - entry.confidence) * 100),
    );
  }
  const optionsTell = createOptionsCheck(state);
  await workOff(
    queue,
    () => state.run.budget.hasRoom() && !state.run.signal.aborted,
    (entry) => verifyOne(state, entry, optionsTell),
  );
}

/** Whether OPTIONS tells anything here: with CORS for a whole site, every path allows every method. Asked once. */
function createOptionsCheck({ run, origin }: DiscoveryState): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  async function ask(): Promise<boolean> {
    const { probeTimeoutMs: totalMs, probeBytesMax: bodyBytesMax } = run.parts.limits;
    const url = new URL(`/api/${run.randomToken()}`, origin).href;
    const answer = await run.ask({
      url,
      method: 'OPTIONS',
      bodyBytesMax,
      totalMs,
      mayFollow: () => false,
    });
    return answer.kind === 'response' && !allowsWriting(answer);
  }
  return () => (asked ??= ask());
}

const allowsWriting = ({ status, headers }: SafeResponse): boolean =>
  status < 300 &&
  /\b(?:POST|PUT|PATCH|DELETE)\b/i.test(
    headers['allow'] ?? headers['access-control-allow-methods'] ?? '',
  );

const urlOf = ({ template }: Entry): string => template.origin + pathOf(template);

function isWorthAsking(state: DiscoveryState, entry: Entry): boolean {
  if (entry.confidence < VERIFIED_MIN || entry.confidence >= VERIFIED_BELOW) return false;
  if (entry.apiType === 'websocket' || entry.apiType === 'graphql') return false;
  if (entry.template.segments.some(isParameter) || !isAsked(state, urlOf(entry))) return false;
  return state.robots.mayRead(urlOf(entry));
}

async function verifyOne(
  state: DiscoveryState,
  entry: Entry,
  optionsTell: () => Promise<boolean>,
): Promise<void> {
  const url = urlOf(entry);
  const { probeTimeoutMs: totalMs, probeBytesMax: bodyBytesMax } = state.run.parts.limits;
  const isRead = entry.method === null || entry.method === 'GET' || entry.method === 'HEAD';
  const method = isRead && !SOUNDS_LIKE_ACTION.test(pathOf(entry.template)) ? 'GET' : 'OPTIONS';
  if (method === 'OPTIONS' && !(await optionsTell())) return;
  const answer = await state.run.ask({
    url,
    method,
    accept: 'application/json, */*;q=0.5',
    bodyBytesMax,
    totalMs,
    mayFollow: () => false,
  });
  if (answer.kind !== 'response') return;
  const verdict = judge(state, answer, method);
  if (verdict === 'there')
    state.ledger.confirm(entry, url, `verified-${method.toLowerCase()}-${answer.status}`);
  if (verdict === 'absent')
    state.ledger.demote(entry, entry.confidence >= 0.7 ? SURE_DEMOTION : DEMOTION);
  announce(state);
}

/** What an answer says of the endpoint; `unknown` where it says nothing either way. */
export function judge(
  state: DiscoveryState,
  answer: SafeResponse,
  method: 'GET' | 'OPTIONS',
): 'there' | 'absent' | 'unknown' {
  const { status, headers } = answer;
  const type = headers['content-type'] ?? '';
  // Where made-up paths get the same, an error says nothing, and a success says that nothing is there.
  if (isSoftNotFound(state, answer))
    return status < 300 || status === 404 || status === 410 ? 'absent' : 'unknown';
  if (method === 'OPTIONS') return allowsWriting(answer) ? 'there' : 'unknown';
  if (status === 404 || status === 410)
    return /json/i.test(type) && answer.body.length > 2 ? 'unknown' : 'absent';
  if ([400, 401, 403, 405, 406, 415, 422, 429].includes(status)) return 'there';
  if (status < 300 && /\bjson\b|\+json|event-stream|x-ndjson|grpc|msgpack/i.test(type))
    return 'there';
  if (status < 300 && /html|javascript|css|image\/|font/i.test(type)) return 'absent';
  return 'unknown';
}
