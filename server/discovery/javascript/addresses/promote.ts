import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';

/** With this many calls under one first segment, it is taken to belong to the API. */
const CALLS_MIN = 5;

/** `https:`, nothing, the host and two segments. */
const FOLDER_PARTS_MAX = 5;

/** Candidates that get a higher confidence once all scripts are known. */
export const promoted = (candidates: readonly Candidate[]): Candidate[] => [
  ...besideCalls(candidates),
  ...noBases(candidates),
];

/**
 * `get('users')` and `send({url: 'users', type: 'POST'})`: a word that is passed to a wrapper may be only a base
 * address. Where another call requests the same address directly, it is an endpoint.
 */
function noBases(candidates: readonly Candidate[]): Candidate[] {
  const called = new Set(
    candidates.filter(({ confidence }) => confidence >= CONFIDENCE.called).map(({ url }) => url),
  );
  return candidates
    .filter(({ confidence, url }) => confidence === CONFIDENCE.perhapsOnlyBase && called.has(url))
    .map((candidate) => ({ ...candidate, confidence: CONFIDENCE.shape }));
}

/** Paths in plain strings are likely endpoints where many calls go to addresses under the same first segment. */
function besideCalls(candidates: readonly Candidate[]): Candidate[] {
  const calls = new Map<string, Set<string>>();
  for (const { url, confidence } of candidates) {
    const prefix = prefixOf(url);
    if (confidence < CONFIDENCE.declared || prefix === null) continue;
    const paths = calls.get(prefix) ?? new Set();
    calls.set(prefix, paths.add(url));
  }
  const usual = [...calls.values()].filter((urls) => urls.size >= CALLS_MIN).map(commonFolder);
  return candidates
    .filter(
      ({ technique, url }) =>
        technique === 'string' && usual.some((folder) => url.startsWith(folder)),
    )
    .map((candidate) => ({
      ...candidate,
      confidence: CONFIDENCE.stringBesideCalls,
      technique: 'marked-string',
    }));
}

/** `https://shop.example/-/api/` of calls that all go there: pages may live beside it, at `/-/web/`. */
function commonFolder(urls: ReadonlySet<string>): string {
  const [first = '', ...others] = [...urls].map((url) => url.split('/'));
  const differs = Array.from(first).findIndex((part, index) =>
    others.some((other) => other[index] !== part),
  );
  return `${Array.from(first)
    .slice(0, Math.min(differs < 0 ? first.length - 1 : differs, FOLDER_PARTS_MAX))
    .join('/')}/`;
}

/** Origin and first segment of a path that has more; `null` otherwise. */
function prefixOf(url: string): string | null {
  const parts = url.split('/');
  const first = parts[3];
  return first && parts.length > 4 && !first.startsWith('{') ? `${parts[2]}/${first}` : null;
}
