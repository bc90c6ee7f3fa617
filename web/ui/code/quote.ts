// Each escapes all but printable ASCII: parsers disagree on some characters (U+2028, lone surrogates), a terminal would
// hide some, and others reverse the text after them. What they return stands inside the quotes of the language.

/** In a double-quoted literal of JavaScript, or in a text of JSON. */
export function escapeByUnit(text: string): string {
  return text
    .split('')
    .map((unit) => escapeSyntax(unit) ?? `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('');
}

/** The same for Python and Go. They read characters above U+FFFF as one escape, such as `\U0001F600`. */
export function escapeByCodePoint(text: string): string {
  return Array.from(text.toWellFormed(), (character) => {
    const point = character.codePointAt(0) ?? 0;
    return (
      escapeSyntax(character) ?? (point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`)
    );
  }).join('');
}

/**
 * Java replaces \u escapes before it splits the source into tokens, so an escaped quote or line feed would
 * end the literal. Characters below 0x80 are therefore written as octal escapes, which Java reads later.
 */
export function escapeForJava(text: string): string {
  return text
    .split('')
    .map((unit) => {
      const code = unit.charCodeAt(0);
      if (code >= 0x80) return `\\u${hex(code, 4)}`;
      return escapeSyntax(unit) ?? `\\${code.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

/** In double quotes of a POSIX shell. */
export function escapeForShell(text: string): string {
  return text.replace(/["\\$`]/g, '\\$&');
}

/** A text of JSON in single quotes of a POSIX shell, which reads every character there as itself, except the quote. */
export function escapeJsonForShell(text: string): string {
  return escapeByUnit(text).replaceAll("'", `'\\''`);
}

function escapeSyntax(character: string): string | null {
  if (character === '"' || character === '\\') return `\\${character}`;
  return /^[ -~]$/.test(character) ? character : null;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
