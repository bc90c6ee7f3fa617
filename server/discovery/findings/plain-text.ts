/** No string that leaves a reader is longer than this, in UTF-16 code units. */
export const STRING_LENGTH_MAX = 2048;

// C0, DEL, C1, line separators, and the bidirectional overrides that let a document
// show one name and mean another.
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/**
 * A string of a document that is safe to store and show: no control characters, a limited length, whole code points.
 */
export function plainText(value: string, lengthMax = STRING_LENGTH_MAX): string {
  // Cut first: a 20 MB string must not be copied to keep 2 KB of it.
  return value.slice(0, lengthMax).replace(INVISIBLE, ' ').trim().toWellFormed();
}

/** One line of a longer text without invisible characters. Its spaces stay. */
export function visibleText(line: string): string {
  return line.replace(INVISIBLE, ' ').trimEnd().toWellFormed();
}

/**
 * A URL as written, without the characters that browsers strip: tabs, line breaks, outer spaces. `null` when unusable.
 */
export function plainUrl(value: string): string | null {
  if (value.length > STRING_LENGTH_MAX) return null;
  const url = value.replace(INVISIBLE, '').trim();
  // Browsers read a backslash as a slash, other parsers do not: they would see different URLs.
  return url === '' || url.includes('\\') ? null : url.toWellFormed();
}
