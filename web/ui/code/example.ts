import examples from 'virtual:code-examples';
import type { Language } from '../../../shared/code-languages.ts';
import { HOLES, KINDS, ONLY, type Piece } from './coloured.ts';
import type { CodeInput } from './input.ts';
import {
  escapeByCodePoint,
  escapeByUnit,
  escapeForJava,
  escapeForShell,
  escapeJsonForShell,
} from './quote.ts';

type Escape = (text: string) => string;

const ESCAPES: Record<Language, Escape> = {
  curl: escapeForShell,
  python: escapeByCodePoint,
  typescript: escapeByUnit,
  go: escapeByCodePoint,
  java: escapeForJava,
};

/** Where the address stands in a text of JSON, which stands in a literal of the language. */
const ADDRESS_IN_JSON: Partial<Record<Language, Escape>> = {
  curl: escapeJsonForShell,
  java: (text) => escapeForJava(escapeByUnit(text)),
};

export function hasClient(language: Language): boolean {
  return examples[language].length > 1;
}

/**
 * The code of a call in pieces of one colour each. The build has coloured it; here the key and the addresses are put in,
 * each inside a piece, so that whatever they hold cannot be coloured as anything else.
 */
export function exampleOf(language: Language, withClient: boolean, input: CodeInput): Piece[] {
  const [plain, client] = examples[language];
  const isClient = withClient && client !== undefined;
  const other = input.apiKey === null ? ONLY.withKey : ONLY.fromEnvironment;
  const escape = ESCAPES[language];
  const escapeUrl = (!isClient && ADDRESS_IN_JSON[language]) || escape;
  const values: Record<string, string> = {
    [HOLES.baseUrl]: escape(input.baseUrl),
    [HOLES.organizationId]: escape(input.organizationId),
    [HOLES.apiKey]: escape(input.apiKey ?? ''),
    [HOLES.url]: escapeUrl(input.url),
  };
  const lines = (isClient ? client : plain).split('\n').filter((line) => line[0] !== other);
  return (
    lines
      .map((line) => `\u00e0${line.replace(/^[\u00ec\u00ed]/, '')}`)
      .join('\n')
      // At each mark a piece begins.
      .split(/(?=[\u00e0-\u00e5])/)
      .map((text) => ({
        kind: KINDS[text.charCodeAt(0) - 0xe0] ?? 'plain',
        text: text.slice(1).replace(/[\u00e8-\u00eb]/g, (mark) => values[mark] ?? ''),
      }))
  );
}
