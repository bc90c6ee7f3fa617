import { parse, type ESTree } from 'meriyah';

export type ScriptKind = 'classic' | 'module' | 'inline';

/** The syntax tree, or `null` where the text parses neither as a script nor as a module, or nests too deep. */
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
    // Regular expressions are never run, so validating them would only take time, and would compile hostile ones.
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

/** A cheap test that decides which kind is tried first, and mostly saves parsing twice. */
function looksLikeModule(code: string): boolean {
  const head = code.slice(0, 2_000).trimStart();
  return (
    head.startsWith('import') || head.startsWith('export') || code.slice(-2_000).includes('export{')
  );
}
