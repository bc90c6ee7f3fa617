import { absorbCandidates, type DiscoveryState } from '../discovery-state.ts';
import type { Candidate } from '../../findings.ts';
import { VERIFIED_CONFIDENCE } from '../../findings/ledger-entry.ts';
import type { SafeResponse } from '../../guard/safe-request.ts';
import { allowsWriting, writingMethods } from './judge.ts';

/** Whether OPTIONS tells anything here: with CORS for a whole site, every path allows every method. Asked once. */
export function createOptionsCheck(state: DiscoveryState): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  async function ask(): Promise<boolean> {
    const url = new URL(`/api/${state.run.randomToken()}`, state.origin).href;
    const answer = await probe(state, url, 'OPTIONS');
    return answer !== null && !allowsWriting(answer);
  }
  return () => (asked ??= ask());
}

/** One small request, as verifying makes it. */
export async function probe(
  state: DiscoveryState,
  url: string,
  method: 'GET' | 'OPTIONS',
): Promise<SafeResponse | null> {
  const { probeTimeoutMs: totalMs, pageBytesMax, probeBytesMax } = state.run.parts.limits;
  const answer = await state.run.ask({
    url,
    method,
    accept: 'application/json, */*;q=0.5',
    bodyBytesMax: method === 'GET' ? pageBytesMax : probeBytesMax,
    totalMs,
    mayFollow: () => false,
  });
  return answer.kind === 'response' ? answer : null;
}

/** Asks which methods a path takes, and lists them. */
export async function learnMethods(state: DiscoveryState, url: string): Promise<void> {
  const answer = await probe(state, url, 'OPTIONS');
  if (answer !== null) listMethods(state, url, answer);
}

/** Lists what an answer says that may be sent to its path. */
export function listMethods(state: DiscoveryState, url: string, answer: SafeResponse): void {
  const candidates = writingMethods(answer).map((method): Candidate => ({
    method,
    url,
    apiType: 'rest',
    parameters: { path: [], query: [], body: {} },
    confidence: VERIFIED_CONFIDENCE,
    file: url,
    technique: 'verified-options',
  }));
  absorbCandidates(state, candidates);
}
