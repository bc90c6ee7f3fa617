/** What every code template is made from. */
export interface CodeInput {
  /** Origin of the service, such as `https://play.example`. */
  baseUrl: string;
  organizationId: string;
  /** `null`: the code reads KLOAKD_API_KEY and KLOAKD_ORG_ID from the environment. */
  apiKey: string | null;
  /** The target as the visitor typed it. Untrusted: it must be quoted. */
  url: string;
}

/**
 * A double-quoted JavaScript literal. All but printable ASCII is escaped: parsers disagree on some characters
 * (U+2028, lone surrogates), and others hide what the code says (marks that change the direction of text).
 */
export function quoteByUnit(text: string): string {
  const units = text
    .split('')
    .map((unit) => escapeSyntax(unit) ?? `\\u${hex(unit.charCodeAt(0), 4)}`);
  return `"${units.join('')}"`;
}

/** The same for Python and Go. They read characters above U+FFFF as one escape, such as `\U0001F600`. */
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
