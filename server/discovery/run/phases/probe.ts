import type { Discovery } from '../discovery.ts';
import type { RunContext } from '../run-context.ts';
import type { Candidate } from '../../findings.ts';
import { CONFIDENCE } from '../../findings/confidence.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';
import { allowsWriting, writingMethods } from './judge.ts';

/** Whether OPTIONS says anything on this site: with CORS for a whole site, every path allows every method. Asks once. */
export function createOptionsCheck({ run, site }: Discovery): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  async function ask(): Promise<boolean> {
    const url = new URL(`/api/${run.randomToken()}`, site.origin).href;
    const answer = await probe(run, url, 'OPTIONS');
    return answer !== null && !allowsWriting(answer);
  }
  return () => (asked ??= ask());
}

/** One small request without redirects. `null` where there was no answer. */
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

/** Asks which methods a path allows, and adds a candidate for each. */
export async function learnMethods(discovery: Discovery, url: string): Promise<void> {
  const answer = await probe(discovery.run, url, 'OPTIONS');
  if (answer !== null) listMethods(discovery, url, answer);
}

/** Adds a candidate for each method that an answer says a path allows. @param known left out: it is confirmed itself */
export function listMethods(
  { collector }: Discovery,
  url: string,
  answer: SafeResponse,
  known: string | null = null,
): void {
  const others = writingMethods(answer).filter((method) => method !== known);
  const candidates = others.map((method): Candidate => ({
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
