import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { listRules, type Rule } from './rules.ts';

/**
 * Loaded by `node --import`, in worker threads as well: gives every rule of the engine a switch, so that one process
 * can measure the engine without each of them in turn. The engine itself needs no switch that nobody uses in production.
 */
const RULES = listRules();
const NONE = -1;
const SWITCHES = 'rule-switches';

// The rule that is left out, then for each rule whether it gave something. Environment data reaches every worker.
if (isMainThread)
  setEnvironmentData(SWITCHES, new Int32Array(new SharedArrayBuffer(4 * (1 + RULES.length))));
const switches = getEnvironmentData(SWITCHES) as Int32Array;

/** Each rule is called through this: gives nothing where the rule is left out, and notes which rules give something. */
Object.assign(globalThis, {
  throughSwitch(rule: number, whole: () => unknown, nothing: () => unknown): unknown {
    if (switches[0] === rule) return nothing();
    const given = whole();
    // What gives nothing back may have stored something.
    if (RULES[rule]?.gives === 'undefined' || !isNothing(given)) switches[1 + rule] = 1;
    return given;
  },
});

function isNothing(given: unknown): boolean {
  if (given === null || given === undefined || given === false) return true;
  if (Array.isArray(given)) return given.length === 0;
  return (given instanceof Set || given instanceof Map) && given.size === 0;
}

/** Runs the engine without a rule, or with all of them. */
export function leaveOut(rule: Rule | null): void {
  switches.fill(0);
  switches[0] = rule === null ? NONE : RULES.findIndex(({ name }) => name === rule.name);
}

/** The rules that gave something since the last call of `leaveOut`. */
export const givingRules = (): Set<string> =>
  new Set(RULES.filter((_, index) => switches[1 + index] === 1).map(({ name }) => name));

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const [, file] = /\/server\/discovery\/(.+)$/.exec(url) ?? [];
    const rules = [...RULES.entries()].filter(([, rule]) => rule.file === file);
    if (rules.length === 0) return loaded;
    let source = readFileSync(fileURLToPath(url), 'utf8');
    for (const [index, { function: name, gives }] of rules) {
      source = source.replace(new RegExp(`export (function|const) ${name}\\b`), `$1 whole_${name}`);
      source += `\nexport const ${name}: any = (...given: any[]) =>
        (globalThis as any).throughSwitch(${index}, () => (whole_${name} as any)(...given), () => (${gives}));\n`;
    }
    return { ...loaded, source };
  },
});
