import type { Discovery } from '../discovery.ts';
import type { RunContext } from '../run-context.ts';
import type { Candidate } from '../../findings.ts';
import { CONFIDENCE } from '../../findings/confidence.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';
import { allowedMethods, allowsWriting, WRITING_METHODS } from './judge.ts';

/**
 * The methods that prove something in this site's answers to OPTIONS. Where every path allows every method, as with
 * CORS for a whole site, none does. Where every path allows GET, as with a page for any path, GET does not. Sends one
 * request, for a path that does not exist.
 */
export function createOptionsCheck({ run, site }: Discovery): () => Promise<readonly string[]> {
  let asked: Promise<readonly string[]> | null = null;
  async function ask(): Promise<readonly string[]> {
    const url = new URL(`/api/${run.randomToken()}`, site.origin).href;
    const answer = await probe(run, url, 'OPTIONS');
    if (answer === null || allowsWriting(answer)) return [];
    return allowedMethods(answer, ['GET']).length > 0
      ? WRITING_METHODS
      : [...WRITING_METHODS, 'GET'];
  }
  return () => (asked ??= ask());
}

/** Sends one small request without following redirects. `null` where there was no answer. */
export async function probe(
  run: RunContext,
  url: string,
  method: 'GET' | 'OPTIONS',
): Promise<SafeResponse | null> {
  const { probeTimeoutMs: totalMs, pageBytesMax, probeBytesMax } = run.parts.limits;
  const answer = await run.ask({
    url,
    method,
    accept: 'application/json, */*;q=0.5',
    bodyBytesMax: method === 'GET' ? pageBytesMax : probeBytesMax,
    totalMs,
    mayFollow: () => false,
  });
  return answer.kind === 'response' ? answer : null;
}

/** Adds a candidate for each method that an answer says a path allows. */
export function listMethods(
  { collector }: Discovery,
  url: string,
  answer: SafeResponse,
  methods: readonly string[],
): void {
  const candidates = allowedMethods(answer, methods).map((method): Candidate => ({
    method,
    url,
    apiType: 'rest',
    parameters: { path: [], query: [], body: {} },
    confidence: CONFIDENCE.verified,
    file: url,
    technique: 'verified-options',
  }));
  collector.add(candidates);
}
