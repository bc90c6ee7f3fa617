import type { Found } from './emit.ts';

/** So many written words after a base show that what follows it is no key. */
const WORDS_MIN = 4;

const URLS_MAX = 5_000;

/**
 * Leaves out what a wrapper gives for an address that is not known: `/api/{x}` says nothing beside `/api/users`,
 * `/api/orders` and more of them.
 * @param known addresses that wrappers gave in files read before; those of `found` are added
 */
export function withoutBareBase(found: readonly Found[], known: Set<string>): Found[] {
  for (const { candidate } of found)
    if (candidate.technique === 'wrapper-call' && known.size < URLS_MAX) known.add(candidate.url);
  return found.filter(({ candidate: { url, technique } }) => {
    const base = url.slice(0, url.lastIndexOf('/') + 1);
    if (technique !== 'wrapper-call' || url[base.length] !== '{' || !url.endsWith('}')) return true;
    return Array.from(known).filter((other) => isWordAfter(base, other)).length < WORDS_MIN;
  });
}

const isWordAfter = (base: string, url: string): boolean =>
  url.startsWith(base) && url[base.length] !== '{';
