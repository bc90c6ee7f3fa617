import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { score, type Found, type Truth } from './score.ts';
import type { Rule } from './rules.ts';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What an application's figures are, as parts of 1. */
export interface Figures {
  recall: number;
  methodRecall: number;
  precision: number;
}

/** One application's figures without one rule, or with all of them (`null`). */
export async function measureWithout(
  rule: Rule | null,
  url: string,
  truth: Truth,
): Promise<Figures> {
  const { stdout } = await run(
    process.execPath,
    ['--import', here('without.ts'), here('run-one.ts'), url],
    {
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...(rule ? { WITHOUT_RULE: JSON.stringify(rule) } : {}) },
    },
  );
  const { recall, methodRecall, precision } = score(truth, JSON.parse(stdout) as Found[]);
  return { recall, methodRecall, precision };
}

/** A row of docs/discovery-rules.md: what each figure loses without the rule, in percentage points, by application. */
export function renderRow(
  rule: Rule,
  all: readonly Figures[],
  without: readonly (Figures | null)[],
): string {
  const cells = without.map((figures, index) => {
    const before = all[index];
    if (figures === null || before === undefined) return 'fails';
    const lost = (['recall', 'methodRecall', 'precision'] as const).map((key) =>
      ((before[key] - figures[key]) * 100).toFixed(1).replace(/^-?0\.0$/, '0'),
    );
    return lost.every((value) => value === '0') ? '–' : lost.join(' / ');
  });
  return `| \`${rule.name}\` | ${cells.join(' | ')} |`;
}
