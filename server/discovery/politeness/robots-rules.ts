/** One `Allow` or `Disallow` of robots.txt. */
export interface RobotsRule {
  allows: boolean;
  /** Length of the pattern. Of the rules that match, the longest counts. */
  length: number;
  /** The texts between the `*` of the pattern. */
  pieces: readonly string[];
  /** The pattern ends with `$`: the end of an address has to match too. */
  isWhole: boolean;
}

/** @param pattern as it is written behind the colon; not empty */
export function parseRule(pattern: string, allows: boolean): RobotsRule {
  const isWhole = pattern.endsWith('$');
  const pieces = comparable(isWhole ? pattern.slice(0, -1) : pattern).split('*');
  return { allows, length: pattern.length, pieces, isWhole };
}

/**
 * Characters that one site's rules may be compared with in a run: less than a second. Real files with
 * hundreds of wildcards stay below it for thousands of addresses.
 */
const COMPARED_MAX = 100_000_000;

/**
 * Decides by the rules of one group which paths may be read (RFC 9309, section 2.2.2). Its time is proportional to
 * rules and path, since a hostile site writes both, and this runs on the main thread. Where the rules take more time
 * than any real ones, all further paths count as forbidden.
 */
export function createJudge(rules: readonly RobotsRule[]): (path: string) => boolean {
  // The longest first, and of two equal ones the one that allows: then the first that matches counts.
  const sorted = rules.toSorted(
    (a, b) => b.length - a.length || Number(b.allows) - Number(a.allows),
  );
  let compared = 0;
  return (path) => {
    const text = comparable(path);
    for (const rule of sorted) {
      if (compared > COMPARED_MAX) return false;
      if (rule.pieces.length > 1) compared += text.length;
      if (matches(rule, text)) return rule.allows;
    }
    return true;
  };
}

/**
 * Finds each piece at its first occurrence and never goes back: if a later occurrence matches, the first one does too.
 */
function matches({ pieces, isWhole }: RobotsRule, path: string): boolean {
  const [first = ''] = pieces;
  if (!path.startsWith(first)) return false;
  const last = pieces.length - 1;
  let end = first.length;
  for (let index = 1; index < (isWhole ? last : last + 1); index += 1) {
    const piece = pieces[index] ?? '';
    const start = path.indexOf(piece, end);
    if (start < 0) return false;
    end = start + piece.length;
  }
  if (!isWhole) return true;
  if (last === 0) return end === path.length;
  const tail = pieces[last] ?? '';
  return path.endsWith(tail) && path.length - tail.length >= end;
}

/** A path with one spelling of percent-encoding (RFC 9309, section 2.2.2). */
function comparable(text: string): string {
  try {
    return encodeURI(text)
      .replaceAll('%25', '%')
      .replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
  } catch {
    // The text holds half of a surrogate pair, which cannot be encoded.
    return text;
  }
}
