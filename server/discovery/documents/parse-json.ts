/** Levels. Real documents nest less, and code that walks such a value recursively does not overflow the stack. */
const NESTING_MAX = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether brackets nest deeper than `max`. Linear. Stops `[[[[…`, which costs an attacker one byte a
 * level and overflows the stack of any code that walks the result.
 */
export function nestsDeeperThan(text: string, max: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/** @returns the value, or `undefined` when it is no JSON or nests too deep. Tolerates a BOM and `)]}'`. */
export function parseJson(text: string): unknown {
  const json = text.replace(/^\ufeff?\s{0,64}(?:\)\]\}',?\s{0,16})?/, '');
  if (nestsDeeperThan(json, NESTING_MAX)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
