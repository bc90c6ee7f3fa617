import { absorbDocument, announce, isAsked, type DiscoveryState } from '../discovery-state.ts';
import { isParameter, pathOf } from '../../findings/endpoint-template.ts';
import type { Entry } from '../../findings/ledger-entry.ts';
import { readResponse } from '../read-lead.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';
import { createWorkQueue, workOff } from '../work-queue.ts';
import { forbidsGet, judgeGet, judgeOptions, type Verdict } from './judge.ts';
import { createOptionsCheck, learnMethods, listMethods, probe } from './probe.ts';
import { readScripts } from './scripts.ts';

const VERIFIED_MIN = 0.25;
const VERIFIED_BELOW = 0.9;
const DEMOTION = 0.55;
const SURE_DEMOTION = 0.8;
// Nothing of an API's gets the page that any path gets.
const SHELL_DEMOTION = 0.4;
const SURE_MIN = 0.7;
const SHELLS_MIN = 2;
const ROUNDS_MAX = 2;

// A GET should change nothing, yet some do: what sounds like an action is only asked for its options.
const SOUNDS_LIKE_ACTION =
  /log-?out|sign-?out|delete|remove|destroy|reset|restart|reboot|shutdown|stop|start|kill|reload|refresh|unsubscribe|send|clear|flush|purge|cancel|revoke|disable|enable|install|update|upgrade|run|exec|trigger|pay|checkout|order|download|export|backup|restore/i;

interface Check {
  state: DiscoveryState;
  optionsTell: () => Promise<boolean>;
  /** By first segment of the path: how many were nothing but the shell, and how many were there. */
  families: Map<string, { shells: number; there: number }>;
  asked: Set<string>;
}

/** Phase 5: asks for candidates without parameters, the least sure first, and believes the answer. */
export async function verify(state: DiscoveryState): Promise<void> {
  const check: Check = {
    state,
    optionsTell: createOptionsCheck(state),
    families: new Map(),
    asked: new Set(),
  };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    state.ledger.settle();
    await verifyAll(check);
    if (state.scripts.length === 0) break;
    // A fragment of HTML that an endpoint gave held scripts: what they call is verified in turn.
    await readScripts(state);
  }
  demoteFamilies(check);
}

async function verifyAll({ state, ...check }: Check): Promise<void> {
  const queue = createWorkQueue<Entry>();
  const places = new Map<string, number>();
  for (const entry of state.ledger.entries()) {
    const key = `${entry.method ?? ''} ${urlOf(entry)}`;
    if (check.asked.has(key) || !isWorthAsking(state, entry)) continue;
    // What hides or shows an endpoint comes before what only makes it surer, and one of each family before the next.
    const place = places.get(familyOf(entry)) ?? 0;
    places.set(familyOf(entry), place + 1);
    queue.push(entry, key, Math.round((1 - entry.confidence) * 100) - 10 * place);
  }
  await workOff(
    queue,
    () => state.run.budget.hasRoom() && !state.run.signal.aborted,
    (entry) => {
      check.asked.add(`${entry.method ?? ''} ${urlOf(entry)}`);
      return verifyOne({ state, ...check }, entry);
    },
  );
}

const urlOf = ({ template }: Entry): string => template.origin + pathOf(template);

function familyOf({ template: { segments } }: Entry): string {
  const [first = '', second = ''] = segments;
  return /^(?:api|rest|v\d+)$/i.test(first) ? `${first}/${second}` : first;
}

function isWorthAsking(state: DiscoveryState, entry: Entry): boolean {
  if (entry.confidence < VERIFIED_MIN || entry.confidence >= VERIFIED_BELOW) return false;
  if (entry.apiType === 'websocket' || entry.apiType === 'graphql') return false;
  if (entry.template.segments.some(isParameter) || !isAsked(state, urlOf(entry))) return false;
  return state.robots.mayRead(urlOf(entry));
}

async function verifyOne(check: Check, entry: Entry): Promise<void> {
  const { state } = check;
  const url = urlOf(entry);
  const isRead = entry.method === null || entry.method === 'GET' || entry.method === 'HEAD';
  const method = isRead && !SOUNDS_LIKE_ACTION.test(pathOf(entry.template)) ? 'GET' : 'OPTIONS';
  if (method === 'OPTIONS' && !(await check.optionsTell())) return;
  const answer = await probe(state, url, method);
  if (answer === null) return;
  const verdict = method === 'GET' ? judgeGet(state, answer) : judgeOptions(answer);
  count(check, entry, verdict);
  const tells = verdict === 'there' && tellsMethods(entry, answer);
  if (tells) listMethods(state, url, answer);
  if (tells && entry.method === null && forbidsGet(answer)) {
    // Listed with the methods that the server named: as GET it would be wrong.
    announce(state);
  } else if (verdict === 'there') {
    state.ledger.confirm(entry, url, `verified-${method.toLowerCase()}-${answer.status}`);
    announce(state);
  } else if (verdict === 'fragment' && entry.confidence >= SURE_MIN) {
    await readFragment(state, answer);
  } else if (verdict === 'shell') {
    state.ledger.demote(entry, SHELL_DEMOTION);
  } else if (verdict !== 'unknown') {
    state.ledger.demote(entry, entry.confidence >= SURE_MIN ? SURE_DEMOTION : DEMOTION);
    // Many servers answer GET with 404 where only POST is served: what no source told, OPTIONS may.
    if (entry.method === null && method === 'GET' && (await check.optionsTell()))
      await learnMethods(state, url);
  }
}

/** The methods of CORS are often a whole router's: they count only where no source told a method. */
const tellsMethods = (entry: Entry, { headers }: SafeResponse): boolean =>
  entry.method === null || headers['allow'] !== undefined;

/** Applications load HTML with scripts in it by call, too: node editors, portlets, server-rendered dialogs. */
async function readFragment(state: DiscoveryState, answer: SafeResponse): Promise<void> {
  const reading = await readResponse(state, answer, 'page');
  if (reading !== null) absorbDocument(state, reading);
}

function count({ families }: Check, entry: Entry, verdict: Verdict): void {
  const family = families.get(familyOf(entry)) ?? { shells: 0, there: 0 };
  families.set(familyOf(entry), family);
  if (verdict === 'shell') family.shells += 1;
  if (verdict === 'there') family.there += 1;
}

/** Where all that was asked of a family got the shell, what could not be asked would have got it as well. */
function demoteFamilies({ state, families }: Check): void {
  for (const entry of state.ledger.entries()) {
    const family = families.get(familyOf(entry));
    if (family === undefined || family.shells < SHELLS_MIN || family.there > 0) continue;
    if (entry.verified !== null || entry.confidence >= VERIFIED_BELOW) continue;
    state.ledger.demote(entry, SHELL_DEMOTION);
  }
}
