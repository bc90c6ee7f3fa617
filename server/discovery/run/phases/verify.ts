import { CONFIDENCE } from '../../findings/confidence.ts';
import { absorbDocument, type Discovery } from '../discovery.ts';
import { isParameter, pathOf } from '../../findings/endpoint-template.ts';
import type { StoredEndpoint } from '../../findings/stored-endpoint.ts';
import { readResponse } from '../read-lead.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';
import type { Scheduler } from '../scheduler.ts';
import { createWorkQueue, workOff } from '../work-queue.ts';
import { forbidsGet, judgeGet, judgeOptions, type Verdict, WRITING_METHODS } from './judge.ts';
import { readReplaceable } from './read-replaceable.ts';
import { soundsLikeAction } from './sounds-like-action.ts';
import { createOptionsCheck, listMethods, probe } from './probe.ts';

const VERIFIED_MIN = 0.25;
const DEMOTION = 0.55;
const SURE_DEMOTION = 0.8;
// For the page that the site answers for any path, which proves that there is no endpoint.
const SHELL_DEMOTION = 0.4;
const SURE_MIN = 0.7;
const SHELLS_MIN = 2;
const ROUNDS_MAX = 2;

interface Check {
  discovery: Discovery;
  /** The methods that prove something in answers to OPTIONS; empty where none does. */
  toldByOptions: () => Promise<readonly string[]>;
  /** By the first segment of the path: how many answers were the shell, and how many showed an endpoint. */
  families: Map<string, { shells: number; there: number }>;
  asked: Set<string>;
}

/** Phase 5: sends requests to candidates without parameters, the least certain first, and adjusts their confidence. */
export async function verify(discovery: Discovery, scheduler: Scheduler): Promise<void> {
  const { queues, collector } = discovery;
  const check: Check = {
    discovery,
    toldByOptions: createOptionsCheck(discovery),
    families: new Map(),
    asked: new Set(),
  };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    collector.store.settle();
    await verifyAll(check);
    if (queues.scripts.length === 0) break;
    // An endpoint answered HTML with scripts. The endpoints that these request are verified in the next round.
    await scheduler.readScripts();
  }
  demoteFamilies(check);
  await readReplaceable(discovery);
}

async function verifyAll(check: Check): Promise<void> {
  const { run, collector } = check.discovery;
  const queue = createWorkQueue<StoredEndpoint>();
  const places = new Map<string, number>();
  for (const entry of collector.store.entries()) {
    const key = `${entry.method ?? ''} ${urlOf(entry)}`;
    if (check.asked.has(key) || !isWorthAsking(check.discovery, entry)) continue;
    // The least certain first, since the answer decides whether they are shown. One of each family comes before its
    // second.
    const place = places.get(familyOf(entry)) ?? 0;
    places.set(familyOf(entry), place + 1);
    queue.push(entry, key, Math.round((1 - entry.confidence) * 100) - 10 * place);
  }
  await workOff(
    queue,
    () => run.budget.hasRoom() && !run.signal.aborted,
    (entry) => {
      check.asked.add(`${entry.method ?? ''} ${urlOf(entry)}`);
      return verifyOne(check, entry);
    },
  );
}

const urlOf = ({ template }: StoredEndpoint): string => template.origin + pathOf(template);

function familyOf({ template: { segments } }: StoredEndpoint): string {
  const [first = '', second = ''] = segments;
  return /^(?:api|rest|v\d+)$/i.test(first) ? `${first}/${second}` : first;
}

function isWorthAsking({ site }: Discovery, entry: StoredEndpoint): boolean {
  if (entry.confidence < VERIFIED_MIN || entry.confidence >= CONFIDENCE.verified) return false;
  if (entry.apiType === 'websocket' || entry.apiType === 'graphql') return false;
  const { origin, segments } = entry.template;
  if (segments.some(isParameter) || origin !== site.origin) return false;
  return site.robots.mayRead(urlOf(entry));
}

async function verifyOne(check: Check, entry: StoredEndpoint): Promise<void> {
  const { discovery } = check;
  const { run, site, collector } = discovery;
  const url = urlOf(entry);
  const isRead = entry.method === null || entry.method === 'GET' || entry.method === 'HEAD';
  const method = isRead && !soundsLikeAction(entry.template) ? 'GET' : 'OPTIONS';
  const told = method === 'OPTIONS' ? await check.toldByOptions() : WRITING_METHODS;
  if (told.length === 0) return;
  const answer = await probe(run, url, method);
  if (answer === null) return;
  const verdict = method === 'GET' ? judgeGet(site, answer) : judgeOptions(answer);
  count(check, entry, verdict);
  const tells = verdict === 'there' && tellsMethods(entry, answer);
  if (tells) {
    // The entry's own method is confirmed below.
    const others = told.filter((other) => other !== entry.method);
    listMethods(discovery, url, answer, others);
  }
  if (tells && entry.method === null && forbidsGet(answer)) {
    // The server named the methods, and GET is not among them: the entry without method is not confirmed.
    collector.announce();
  } else if (verdict === 'there') {
    collector.store.confirm(entry, url, `verified-${method.toLowerCase()}-${answer.status}`);
    collector.announce();
  } else if (verdict === 'fragment' && entry.confidence >= SURE_MIN) {
    await readFragment(discovery, answer);
  } else if (verdict === 'shell') {
    collector.store.demote(entry, SHELL_DEMOTION);
  } else if (verdict !== 'unknown') {
    collector.store.demote(entry, entry.confidence >= SURE_MIN ? SURE_DEMOTION : DEMOTION);
    // Many servers answer GET with 404 where they serve only POST. OPTIONS may name the method.
    if (entry.method === null && method === 'GET') await learnMethods(check, url);
  }
}

async function learnMethods({ discovery, toldByOptions }: Check, url: string): Promise<void> {
  const told = await toldByOptions();
  const answer = told.length > 0 ? await probe(discovery.run, url, 'OPTIONS') : null;
  if (answer !== null) listMethods(discovery, url, answer, told);
}

/** The methods of CORS are often those of a whole router. They count only where no source named a method. */
const tellsMethods = (entry: StoredEndpoint, { headers }: SafeResponse): boolean =>
  entry.method === null || headers['allow'] !== undefined;

/** Reads HTML with scripts that an application loads through an endpoint: editors, portlets, dialogs. */
async function readFragment(discovery: Discovery, answer: SafeResponse): Promise<void> {
  const reading = await readResponse(discovery.run, answer, 'page');
  if (reading !== null) absorbDocument(discovery, reading);
}

function count({ families }: Check, entry: StoredEndpoint, verdict: Verdict): void {
  const family = families.get(familyOf(entry)) ?? { shells: 0, there: 0 };
  families.set(familyOf(entry), family);
  if (verdict === 'shell') family.shells += 1;
  if (verdict === 'there') family.there += 1;
}

/** Where every answer of a family was the shell, its endpoints that could not be requested are demoted as well. */
function demoteFamilies({ discovery, families }: Check): void {
  const { store } = discovery.collector;
  for (const entry of store.entries()) {
    const family = families.get(familyOf(entry));
    if (family === undefined || family.shells < SHELLS_MIN || family.there > 0) continue;
    if (entry.verified !== null || entry.confidence >= CONFIDENCE.verified) continue;
    store.demote(entry, SHELL_DEMOTION);
  }
}
