import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
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

/**
 * Loaded by `node --import`, in worker threads as well: replaces the function that the variable WITHOUT_RULE names.
 * So the engine itself needs no switch for rules that nobody turns off in production.
 */
const text = process.env['WITHOUT_RULE'];
if (text !== undefined) leaveOut(JSON.parse(text));

function leaveOut(rule: Rule): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(`/server/discovery/${rule.file}`)) return loaded;
      const source = readFileSync(fileURLToPath(url), 'utf8');
      const declared = new RegExp(`export (function\\*? |const )${rule.function}\\b`);
      if (!declared.test(source)) throw new Error(`${rule.file} exports no ${rule.function}.`);
      const inert = `\nexport const ${rule.function}: any = () => (${rule.gives});\n`;
      return { ...loaded, source: source.replace(declared, `$1leftOut`) + inert };
    },
  });
}
