import type { Candidate } from '../findings.ts';

/** So many calls under one first segment make it an API's own. */
const CALLS_MIN = 5;

/** Bare paths under a first segment that many calls go to are likely endpoints too. */
export function promoted(candidates: readonly Candidate[]): Candidate[] {
  const calls = new Map<string, Set<string>>();
  for (const { url, confidence } of candidates) {
    const prefix = prefixOf(url);
    if (confidence < 0.7 || prefix === null) continue;
    const paths = calls.get(prefix) ?? new Set();
    calls.set(prefix, paths.add(url));
  }
  return candidates
    .filter(
      ({ technique, url }) =>
        technique === 'string' && (calls.get(prefixOf(url) ?? '')?.size ?? 0) >= CALLS_MIN,
    )
    .map((candidate) => ({ ...candidate, confidence: 0.45, technique: 'marked-string' }));
}

/** Origin and first segment of a path that has more; `null` otherwise. */
function prefixOf(url: string): string | null {
  const parts = url.split('/');
  const first = parts[3];
  return first && parts.length > 4 && !first.startsWith('{') ? `${parts[2]}/${first}` : null;
}
