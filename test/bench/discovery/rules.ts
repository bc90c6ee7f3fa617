import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One rule of the engine: an exported function, and what it is replaced by when the engine runs without it. */
export interface Rule {
  /** As the table of docs/discovery-rules.md shows it. */
  name: string;
  /** Path below server/discovery/. */
  file: string;
  /** The exported function. */
  function: string;
  /** The expression that a call gives instead: nothing found, or no. */
  gives: string;
}

const ENGINE = fileURLToPath(new URL('../../../server/discovery', import.meta.url));

/** Rooms of the engine that hold rules: what is left out there makes it find less, and never makes it unsafe. */
const ROOMS = /^(?:javascript|documents|findings|run\/phases)\//;

/** By the type of a result: the value that says that nothing was found. */
const NOTHING: readonly (readonly [RegExp, string])[] = [
  [/^boolean$|^\w+ is /, 'false'],
  [/^Promise<void>$/, 'Promise.resolve()'],
  [/^void$/, 'undefined'],
  [/\| null$/, 'null'],
  [/\| undefined$/, 'void 0'],
  [/\[\]$/, '[]'],
  [/^(?:Readonly)?Set</, 'new Set()'],
  [/^(?:Readonly)?Map</, 'new Map()'],
];

/**
 * Every rule and reader of the engine: each exported function whose result can be “nothing”. Read from the source, so
 * that a new rule is measured without being listed anywhere.
 */
export function listRules(): Rule[] {
  return readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && ROOMS.test(file))
    .toSorted()
    .flatMap((file) => rulesOf(file, readFileSync(join(ENGINE, file), 'utf8')));
}

function rulesOf(file: string, source: string): Rule[] {
  const declared = source.matchAll(
    /^export function (\w+)(?:<[^>]*>)?\([\s\S]*?\):\s*([\s\S]*?)\s\{\n/gm,
  );
  const arrows = source.matchAll(/^export const (\w+) = \([^)]*\):\s*([^=]+?) =>/gm);
  return [...declared, ...arrows].flatMap(([, name = '', type = '']) => {
    const gives = NOTHING.find(([result]) => result.test(type))?.[1];
    return gives === undefined
      ? []
      : [{ name: `${file.replace(/\.ts$/, '')}#${name}`, file, function: name, gives }];
  });
}

/** The module's source with this rule giving nothing. */
export function withoutRule(source: string, { function: name, gives }: Rule): string {
  const whole = new RegExp(`export (function|const) ${name}\\b`);
  return `${source.replace(whole, `$1 whole_${name}`)}\nexport const ${name}: any = (..._: any[]) => (${gives});\n`;
}
