import type { ConformanceServer, Reply, Seen } from './server.ts';

/** One promise of every client, as data: what to call, what the server answers, and what must come of it. */
export interface Case {
  name: string;
  /** The promise, as a sentence. */
  says: string;
  call: {
    operation: string;
    arguments: Record<string, unknown>;
    /** What every wait is drawn with, 0 to 1; null: as outside of the suite. By default hardly any. */
    random?: number | null;
    [more: string]: unknown;
  };
  server: Reply[];
  timeout_ms?: number;
  /** Carried out so often in each of two fresh processes; by default once. */
  times?: number;
  /** By language, why it cannot have this case. */
  except?: Record<string, string>;
  configuration?: {
    from_environment?: true;
    environment_too?: true;
    none?: true;
    api_key?: string;
  };
  expect: {
    result?: unknown;
    /** No text of the result may contain this. */
    result_lacks?: string;
    items?: unknown[];
    error?: Record<string, unknown>;
    /** All requests, in order. `after_ms_min`: how long after the one before at least. */
    requests?: (Record<string, unknown> & { after_ms_min?: number; body_exactly?: unknown })[];
    /** Headers that are the same in all requests. */
    same?: string[];
    within_ms?: number;
    /** Whether the client closed the last connection before the answer ended. */
    closed_early?: boolean;
    /** Requests that reached the other host. */
    stray?: number;
    /** How far apart the waits before a retry lie at least, of one process and of two. */
    spread_ms_min?: number;
  };
}

/** What a client's runner prints for a case. */
export interface Outcome {
  result?: unknown;
  items?: unknown[];
  error?: Record<string, unknown>;
}

/** @returns what is wrong, one sentence each; empty where the client keeps the promise */
export function check(
  { name, expect }: Case,
  outcome: Outcome,
  tookMs: number,
  server: ConformanceServer,
): string[] {
  const seen = server.seen(name);
  const wrong: string[] = [];
  const compare = (what: string, got: unknown, wanted: unknown) => {
    if (wanted !== undefined && !matches(got, wanted)) {
      wrong.push(`${what} is ${short(got)}, but should be ${short(wanted)}`);
    }
  };
  compare('the result', outcome.result, expect.result);
  if (expect.items && outcome.items?.length !== expect.items.length) {
    wrong.push(`there are ${outcome.items?.length ?? 0} items: ${short(outcome)}`);
  }
  compare('the items', outcome.items, expect.items);
  compare('the error', outcome.error, expect.error);
  if (!expect.error && outcome.error && expect.result_lacks === undefined) {
    wrong.push(`it failed with ${short(outcome.error)}`);
  }
  if (expect.result_lacks && JSON.stringify(outcome).includes(expect.result_lacks)) {
    wrong.push('the key is in a text');
  }
  if (expect.requests) wrong.push(...checkRequests(seen, expect.requests));
  for (const header of expect.same ?? []) {
    const values = new Set(seen.map(({ headers }) => headers[header]));
    if (values.size !== 1 || values.has(undefined)) wrong.push(`${header} is not the same`);
  }
  if (expect.within_ms !== undefined && tookMs > expect.within_ms) {
    wrong.push(`it took ${Math.round(tookMs)} ms`);
  }
  if (expect.closed_early !== undefined) compare('left', seen.at(-1)?.left, expect.closed_early);
  if (expect.stray !== undefined) compare('stray', server.strayRequests.length, expect.stray);
  return wrong;
}

/**
 * A busy machine lengthens single waits, so the extremes do not count: the middle half of all waits must lie apart, and
 * a quarter of the differences between the two processes.
 * @param waits milliseconds before the retries, by process: as many in each
 */
export function checkSpread([first = [], second = []]: number[][], leastMs: number): string[] {
  const all = [...first, ...second];
  const spreadMs = quantile(all, 0.75) - quantile(all, 0.25);
  const differences = first.map((ms, at) => Math.abs(ms - (second[at] ?? ms)));
  const told = `${first.map(Math.round).join(', ')} and ${second.map(Math.round).join(', ')} ms`;
  if (!(spreadMs >= leastMs)) return [`the waits are ${told}: all alike`];
  return quantile(differences, 0.7) >= leastMs ? [] : [`two processes wait ${told}: the same`];
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

function checkRequests(
  seen: readonly Seen[],
  wanted: NonNullable<Case['expect']['requests']>,
): string[] {
  if (seen.length !== wanted.length) {
    const list = seen.map(({ method, path }) => `${method} ${path}`).join(', ');
    return [`${seen.length} requests came instead of ${wanted.length}: ${list}`];
  }
  return seen.flatMap((request, index) => {
    const { after_ms_min: afterMs = 0, body_exactly: body, ...rest } = wanted[index] ?? {};
    const wrong: string[] = [];
    if (!matches(request, rest)) wrong.push(`request ${index + 1} is ${short(request)}`);
    if (request.afterMs < afterMs) wrong.push(`it was tried again after ${request.afterMs} ms`);
    if (body !== undefined && !(matches(request.body, body) && matches(body, request.body))) {
      wrong.push(`the body is ${short(request.body)}`);
    }
    return wrong;
  });
}

/** Whether `got` has everything that `wanted` has. A text between slashes is a regular expression, also for a number. */
export function matches(got: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string' && wanted.length > 2 && /^\/.*\/$/s.test(wanted)) {
    const text = typeof got === 'number' ? String(got) : got;
    return typeof text === 'string' && new RegExp(wanted.slice(1, -1), 's').test(text);
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(got) &&
      got.length === wanted.length &&
      wanted.every((value, i) => matches(got[i], value))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return (got ?? null) === wanted;
  if (typeof got !== 'object' || got === null) return false;
  return Object.entries(wanted).every(([key, value]) =>
    matches((got as Record<string, unknown>)[key], value),
  );
}

const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 400);
