/** What every code template is made from. */
export interface CodeInput {
  /** Origin of the service, such as `https://play.example`. */
  baseUrl: string;
  organizationId: string;
  /** `null`: the code reads KLOAKD_API_KEY and KLOAKD_ORGANIZATION from the environment. */
  apiKey: string | null;
  /** The target, as typed by the visitor: hostile until quoted. */
  url: string;
}

/**
 * A double-quoted JavaScript literal. Escaping everything but printable ASCII leaves no room for what a
 * parser may treat in its own way: U+2028, stray surrogates, bidirectional marks that hide what is there.
 */
export function quoteByUnit(text: string): string {
  const units = text
    .split('')
    .map((unit) => escapeSyntax(unit) ?? `\\u${hex(unit.charCodeAt(0), 4)}`);
  return `"${units.join('')}"`;
}

/** The same for Python and Go, which do not join surrogate pairs: past U+FFFF it is `\U0001F600`. */
export function quoteByCodePoint(text: string): string {
  const points = Array.from(text.toWellFormed(), (character) => {
    const point = character.codePointAt(0) ?? 0;
    return (
      escapeSyntax(character) ?? (point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`)
    );
  });
  return `"${points.join('')}"`;
}

function escapeSyntax(character: string): string | null {
  if (character === '"' || character === '\\') return `\\${character}`;
  return /^[ -~]$/.test(character) ? character : null;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
