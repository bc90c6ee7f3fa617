import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import go from 'shiki/langs/go.mjs';
import java from 'shiki/langs/java.mjs';
import python from 'shiki/langs/python.mjs';
import shell from 'shiki/langs/shellscript.mjs';
import typescript from 'shiki/langs/typescript.mjs';
import type { Plugin } from 'vite';
import { LANGUAGES, type Language } from '../../shared/code-languages.ts';
import { HOLES, KINDS, ONLY, type CodeExamples, type Piece } from '../ui/code/coloured.ts';
import { CODE } from '../ui/code/render.ts';

const NAME = 'virtual:code-examples';
const RESOLVED = `\0${NAME}`;

/** Colours the code examples while the pages are built, so that a browser needs no highlighter. */
export function codeExamples(): Plugin {
  return {
    name: 'code-examples',
    resolveId: { filter: { id: /^virtual:code-examples$/ }, handler: () => RESOLVED },
    load: {
      filter: { id: /^\0virtual:code-examples$/ },
      handler: async () => `export default ${JSON.stringify(await colourExamples())};`,
    },
  };
}

/** What stands for each value while the code is coloured: words that no escape changes. */
const WORDS = {
  baseUrl: 'KLOAKDBASEURL',
  organizationId: 'KLOAKDORGANIZATION',
  apiKey: 'KLOAKDKEY',
  url: 'KLOAKDTARGET',
} as const;

type Render = (typeof CODE)[Language]['render'];

export async function colourExamples(): Promise<CodeExamples<Language>> {
  const colour = await createColouring();
  const both = (language: Language, render: Render) =>
    merge(
      colour(language, render({ ...WORDS, apiKey: null })),
      colour(language, render(WORDS)),
    ).join('\n');
  const variants = (language: Language) => {
    const { render, client } = CODE[language];
    return [both(language, render), ...(client ? [both(language, client)] : [])];
  };
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, variants(language)]),
  ) as unknown as CodeExamples<Language>;
}

/** Both codes as one: the lines that they share, and between them those of each, marked. */
function merge(fromEnvironment: readonly string[], withKey: readonly string[]): string[] {
  const [line, ...rest] = fromEnvironment;
  const [other, ...others] = withKey;
  if (line === undefined) return withKey.map((text) => ONLY.withKey + text);
  if (line === other) return [line, ...merge(rest, others)];
  // A line that comes again further down is only moved by what stands before it here.
  const at = withKey.indexOf(line);
  if (at < 0) return [ONLY.fromEnvironment + line, ...merge(rest, withKey)];
  const own = withKey.slice(0, at).map((text) => ONLY.withKey + text);
  return [...own, ...merge(fromEnvironment, withKey.slice(at))];
}

const GRAMMARS: Record<Language, string> = {
  curl: 'shellscript',
  python: 'python',
  typescript: 'typescript',
  go: 'go',
  java: 'java',
};

const PREFIX = '--code-';
// What Shiki's theme tells apart and these pages do not is plain.
const BY_VARIABLE: Readonly<Record<string, Piece['kind']>> = {
  keyword: 'keyword',
  string: 'string',
  'string-expression': 'string',
  comment: 'comment',
  function: 'function',
  constant: 'constant',
};

async function createColouring(): Promise<(language: Language, code: string) => string[]> {
  const theme = createCssVariablesTheme({ variablePrefix: PREFIX });
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [shell, python, typescript, go, java],
    engine: createJavaScriptRegexEngine(),
  });
  return (language, code) => {
    if (/[^\n\t -~]/.test(code)) throw new Error('A code example is not plain ASCII.');
    return highlighter
      .codeToTokensBase(code, { lang: GRAMMARS[language], theme: 'css-variables' })
      .map((line) =>
        withMarks(
          line.map(({ content, color = '' }) => ({ kind: kindOf(color, content), text: content })),
        ),
      );
  };
}

/** Operators are keywords to Shiki. Here only words are. */
function kindOf(color: string, text: string): Piece['kind'] {
  const kind = BY_VARIABLE[color.slice(`var(${PREFIX}token-`.length, -1)] ?? 'plain';
  return kind === 'keyword' && !/\w/.test(text) ? 'plain' : kind;
}

/** A line begins plain. White space has no colour of its own: it needs no mark. */
function withMarks(line: readonly Piece[]): string {
  let last: Piece['kind'] = 'plain';
  const marked = line.map(({ kind, text }) => {
    const isSame = kind === last || text.trim() === '';
    if (!isSame) last = kind;
    return (isSame ? '' : String.fromCharCode(0xe0 + KINDS.indexOf(kind))) + withHoles(text);
  });
  return marked.join('');
}

function withHoles(text: string): string {
  return Object.entries(WORDS).reduce(
    (held, [name, word]) => held.replaceAll(word, HOLES[name as keyof typeof HOLES]),
    text,
  );
}
