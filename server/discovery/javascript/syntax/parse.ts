import { parse, type ESTree } from 'meriyah';

export type ScriptKind = 'classic' | 'module' | 'inline';

/** The syntax tree, or `null` where no reading of the text parses (hostile nesting included). */
export function parseScript(code: string, kind: ScriptKind): ESTree.Program | null {
  const first = kind === 'module' || looksLikeModule(code) ? 'module' : 'script';
  const second = first === 'module' ? 'script' : 'module';
  return attempt(code, first, false) ?? attempt(code, second, false) ?? attempt(code, first, true);
}

function attempt(
  code: string,
  sourceType: 'module' | 'script',
  jsx: boolean,
): ESTree.Program | null {
  try {
    // Expressions are never run, so validating them would only cost time (and compile hostile ones).
    return parse(code, {
      sourceType,
      next: true,
      webcompat: true,
      jsx,
      validateRegex: false,
      globalReturn: sourceType === 'script',
    });
  } catch {
    // Too deep a nesting overflows the parser's stack: a RangeError, caught here like any syntax error.
    return null;
  }
}

/** A cheap guess that saves parsing twice; the other kind is tried anyway. */
function looksLikeModule(code: string): boolean {
  const head = code.slice(0, 2_000).trimStart();
  return (
    head.startsWith('import') || head.startsWith('export') || code.slice(-2_000).includes('export{')
  );
}
