import type { Outcome } from '../../vocabulary.ts';
import { ACCEPT_PAGE } from '../read-lead.ts';
import {
  allowAll,
  allowNothing,
  readRobots,
  ROBOTS_BYTES_MAX,
  type Robots,
} from '../../politeness/robots-file.ts';
import type { RunContext } from '../run-context.ts';
import type { FetchOutcome, SafeResponse } from '../../guard/safe-request.ts';
import { createSoftNotFound, type SoftNotFound } from '../soft-not-found.ts';

export interface Calibration {
  kind: 'calibrated';
  seed: SafeResponse;
  robots: Robots;
  notFound: SoftNotFound;
}

type Stopped = Exclude<Outcome, { kind: 'completed' }>;

/** Phase 0: robots.txt, the requested page (the seed), and the site's answers for paths that do not exist. */
export async function calibrate(run: RunContext, url: string): Promise<Calibration | Stopped> {
  const opened = await openSeed(run, url);
  if (opened.kind !== 'opened') return opened;
  const { seed, robots } = opened;
  const notFound = await learnNotFound(run, seed.url);
  return { kind: 'calibrated', seed, robots, notFound };
}

/** Reads robots.txt, then the page, if allowed. After a redirect the rules of the last origin count. */
export async function openSeed(
  run: RunContext,
  url: string,
): Promise<{ kind: 'opened'; seed: SafeResponse; robots: Robots } | Stopped> {
  // A budget of one request is spent on the page itself.
  const first = run.budget.requestsMax > 1 ? await fetchRobots(run, url) : { robots: allowAll };
  if ('stopped' in first) return first.stopped;
  if (!first.robots.mayRead(url)) return disallowed();
  const seed = await run.ask({
    url,
    accept: ACCEPT_PAGE,
    bodyBytesMax: run.parts.limits.documentBytesMax,
  });
  if (seed.kind !== 'response') return stoppedBy(run, seed);
  if (new URL(seed.url).origin === URL.parse(url)?.origin)
    return { kind: 'opened', seed, robots: first.robots };
  const second = await fetchRobots(run, seed.url);
  const robots = 'stopped' in second ? allowAll : second.robots;
  return robots.mayRead(seed.url) ? { kind: 'opened', seed, robots } : disallowed();
}

async function fetchRobots(
  run: RunContext,
  page: string,
): Promise<{ robots: Robots } | { stopped: Stopped }> {
  const url = URL.parse('/robots.txt', page)?.href ?? page;
  const answer = await run.ask({
    url,
    accept: 'text/plain, */*;q=0.5',
    bodyBytesMax: ROBOTS_BYTES_MAX,
  });
  if (answer.kind === 'failed' && (answer.stage === 'timeout' || answer.stage === 'http'))
    return { robots: onlySeed(page) };
  // A robots.txt that redirects to a private address is the site's fault: the visitor's URL is not refused for it.
  if (answer.kind === 'refused' && answer.redirected) return { robots: onlySeed(page) };
  if (answer.kind !== 'response') return { stopped: stoppedBy(run, answer) };
  if (answer.status >= 500) return { robots: onlySeed(page) };
  const isText = !/html/i.test(answer.headers['content-type'] ?? '');
  if (answer.status >= 300 || !isText) return { robots: allowAll };
  return { robots: readRobots(url, answer.body.toString('utf8')) };
}

/** RFC 9309 forbids crawlers all paths in this case. The one page that a person requested is no crawling. */
const onlySeed = (page: string): Robots => ({ ...allowNothing, mayRead: (url) => url === page });

/**
 * Requests two paths that do not exist, with the `Accept` of a browser and of a program, which many sites answer
 * differently.
 */
async function learnNotFound(run: RunContext, seedUrl: string): Promise<SoftNotFound> {
  const notFound = createSoftNotFound();
  const paths = ['/', '/api/'].map((prefix) => ({ prefix, token: run.randomToken() }));
  const questions = paths.flatMap((path) => [
    { ...path, accept: ACCEPT_PAGE },
    { ...path, accept: 'application/json' },
  ]);
  await Promise.all(
    questions.map(async ({ prefix, token, accept }) => {
      if (!run.budget.hasRoom()) return;
      const { probeTimeoutMs: totalMs, probeBytesMax: bodyBytesMax } = run.parts.limits;
      const url = new URL(prefix + token, seedUrl).href;
      const answer = await run.ask({ url, accept, bodyBytesMax, totalMs, mayFollow: () => false });
      if (answer.kind !== 'response') return;
      notFound.learn({ ...answer, contentType: answer.headers['content-type'] ?? '' }, token);
    }),
  );
  return notFound;
}

const disallowed = (): Stopped => ({
  kind: 'refused',
  code: 'robots_disallowed',
  detail: "The site's robots.txt asks programs not to read this page.",
});

/** The outcome of a run whose first request got no answer. */
export function stoppedBy(run: RunContext, outcome: Exclude<FetchOutcome, SafeResponse>): Stopped {
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', code: outcome.code, detail: outcome.detail };
    case 'failed':
      return { kind: 'unreachable', stage: outcome.stage, detail: outcome.detail };
    case 'denied':
      if (run.ceilingMet()) return ceiling();
      return {
        kind: 'unreachable',
        stage: 'timeout',
        detail: 'The requests ran out before the site gave an answer.',
      };
    case 'cancelled':
      if (run.cancelled())
        return { kind: 'cancelled', findings: [], requestsMade: run.budget.requestsMade };
      return { kind: 'unreachable', stage: 'timeout', detail: 'The site did not answer in time.' };
    default:
      return outcome satisfies never;
  }
}

const ceiling = (): Stopped => ({
  kind: 'refused',
  code: 'blocked_host',
  detail: 'This host has been asked as much today as is polite. Try again tomorrow.',
});
