import type { Found } from './to-candidates.ts';

/** With this many known words after a base, an unknown segment there is taken for one of them, and not for an id. */
const WORDS_MIN = 4;

const URLS_MAX = 5_000;

/**
 * Removes a wrapper's address whose last part is unknown: `/api/{x}` adds nothing to `/api/users`, `/api/orders` and
 * others.
 * @param known addresses that wrappers gave in files read before; those of `found` are added
 */
export function withoutBareBase(found: readonly Found[], known: Set<string>): Found[] {
  for (const { candidate } of found)
    if (candidate.technique === 'wrapper-call' && known.size < URLS_MAX) known.add(candidate.url);
  // Many addresses share a base, so the known addresses are counted once for each base.
  const counts = new Map<string, number>();
  return found.filter(({ candidate: { url, technique } }) => {
    const base = url.slice(0, url.lastIndexOf('/') + 1);
    if (technique !== 'wrapper-call' || url[base.length] !== '{' || !url.endsWith('}')) return true;
    const count = counts.get(base) ?? wordsAfter(base, known);
    counts.set(base, count);
    return count < WORDS_MIN;
  });
}

function wordsAfter(base: string, known: ReadonlySet<string>): number {
  let count = 0;
  for (const url of known) if (isWordAfter(base, url)) count += 1;
  return count;
}

const isWordAfter = (base: string, url: string): boolean =>
  url.startsWith(base) && url[base.length] !== '{';
