import type { Candidate } from '../../findings.ts';
import type { World } from '../evaluate/world.ts';
import { stringCandidate } from './string-candidates.ts';

const LENGTH_MAX = 300;
const FOUND_MAX = 1_000;

/** Reads the string literals of a text that does not parse: in one pass, without a regular expression. */
export function scanText(code: string, file: string, world: World): Candidate[] {
  const out: Candidate[] = [];
  let at = 0;
  while (at < code.length && out.length < FOUND_MAX) {
    const quote = code[at];
    if (quote !== '"' && quote !== "'" && quote !== '`') {
      at += 1;
      continue;
    }
    const end = closing(code, at, quote);
    if (end > 0) {
      const candidate = stringCandidate([code.slice(at + 1, end)], file, world);
      // Without a syntax tree, routes of the page look like addresses. Only addresses with an API marker count.
      if (candidate && candidate.technique === 'marked-string') out.push(candidate);
    }
    at = end > 0 ? end + 1 : at + 1;
  }
  return out;
}

/** The end of a short literal without escapes or line breaks, else -1. */
function closing(code: string, start: number, quote: string): number {
  const limit = Math.min(code.length, start + LENGTH_MAX);
  for (let at = start + 1; at < limit; at += 1) {
    const char = code[at];
    if (char === quote) return at;
    if (char === '\n' || char === '\\') return -1;
  }
  return -1;
}
