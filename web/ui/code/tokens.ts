export interface Token {
  kind: 'string' | 'keyword' | 'variable' | 'plain';
  text: string;
}

const KEYWORDS =
  'import|from|package|func|var|struct|map|return|if|else|for|range|defer|const|let|await|new|throw|as|of|' +
  'with|in|print|public|static|class|void|throws|null|nil|err|curl|type|String';

// Strings come first, so that a word inside one is not coloured as a keyword. Nor is a part of `--fail-with-body`.
const PATTERN = new RegExp(
  `("(?:\\\\.|[^"\\\\\\n])*"|'(?:[^'\\n])*')|(\\$\\{?KLOAKD_[A-Z_]+\\}?)|(?<![\\w-])(${KEYWORDS})(?![\\w-])`,
  'g',
);

/** Splits our own templates for colouring. The pieces joined are the code: nothing is added or lost. */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of code.matchAll(PATTERN)) {
    const [text, string, variable] = match;
    if (match.index > at) tokens.push({ kind: 'plain', text: code.slice(at, match.index) });
    tokens.push({ kind: string ? 'string' : variable ? 'variable' : 'keyword', text });
    at = match.index + text.length;
  }
  if (at < code.length) tokens.push({ kind: 'plain', text: code.slice(at) });
  return tokens;
}
