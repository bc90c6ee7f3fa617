import type { Found } from './emit.ts';

/** So many written words after a base show that what follows it is no key. */
const WORDS_MIN = 4;

/**
 * Leaves out what a wrapper gives for an address that is not known: `/api/{x}` says nothing beside `/api/users`,
 * `/api/orders` and more of them.
 */
export function withoutBareBase(found: readonly Found[]): Found[] {
  return found.filter(({ candidate: { url, technique } }) => {
    if (technique !== 'wrapper-call' || !url.endsWith('}')) return true;
    const base = url.slice(0, url.lastIndexOf('/') + 1);
    if (url[base.length] !== '{') return true;
    return found.filter((other) => isWordAfter(base, other.candidate.url)).length < WORDS_MIN;
  });
}

const isWordAfter = (base: string, url: string): boolean =>
  url.startsWith(base) && url[base.length] !== '{';
