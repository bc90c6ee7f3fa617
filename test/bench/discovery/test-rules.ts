import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here } from './applications.ts';
import { isNothing, openRuleStore, type RuleStore } from './rule-figures.ts';
import { writeRulesPage } from './rules-report.ts';
import { listRules, withoutRule, type Rule } from './rules.ts';

/**
 * Finds for each rule that moves no figure a test that fails without it: `node test-rules.ts PART…`, with parts of names
 * as in measure-rules.ts. Works on a copy of the sources, in which one rule at a time gives nothing.
 */
const parts = process.argv.slice(2);
const ROOT = here('../../..');
const store = openRuleStore();

/**
 * The tests of the rule's own room come first, since they are fast; those with sockets and workers follow. Tests of hostile
 * input have deadlines: on a busy machine they fail without the rule's doing.
 */
const EXCLUDED = ['--exclude=**/limits.test.ts', '--exclude=**/hostile.test.ts'];
const FOLDERS = [
  'test/discovery/javascript',
  'test/discovery/documents',
  'test/discovery/findings',
];
const ALL = 'test/discovery';

const isChosen = (rule: Rule, { of }: RuleStore): boolean => {
  const { losses, test } = of(rule);
  const movesNothing = losses !== undefined && Object.values(losses).every(isNothing);
  return parts.some(
    (part) =>
      (part === 'all' && movesNothing) ||
      (part === 'new' && movesNothing && test === undefined) ||
      rule.name.includes(part),
  );
};

interface Report {
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** The title of the first test that fails in this copy of the sources, or `null`. */
function failingTest(copy: string, folder: string): string | null {
  const file = join(copy, 'report.json');
  rmSync(file, { force: true });
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = ['--root', copy, '--bail', '1', '--reporter=json', `--outputFile=${file}`];
  spawnSync(process.execPath, [vitest, 'run', ...args, ...EXCLUDED, folder], {
    cwd: copy,
    stdio: 'ignore',
  });
  const { testResults }: Report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  return failed?.fullName ?? null;
}

/** The first test that fails without the rule. One with sockets must fail twice, since it may fail by chance. */
function findTest(copy: string, rule: Rule): string | null {
  const file = join(copy, 'server/discovery', rule.file);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, withoutRule(source, rule));
  const room = `test/discovery/${rule.file.split('/', 1)[0]}`;
  try {
    for (const folder of [...(FOLDERS.includes(room) ? [room] : []), ALL]) {
      const title = failingTest(copy, folder);
      if (title === null) continue;
      if (folder !== ALL || failingTest(copy, folder) === title) return title;
    }
    return null;
  } finally {
    writeFileSync(file, source);
  }
}

const copy = mkdtempSync(join(tmpdir(), 'without-rule-'));
try {
  for (const name of ['server', 'shared', 'test', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const chosen = listRules().filter((rule) => isChosen(rule, store));
  for (const [index, rule] of chosen.entries()) {
    const test = findTest(copy, rule);
    store.add(rule, { test });
    console.log(`${index + 1} of ${chosen.length}: ${rule.name}: ${test ?? 'no test fails'}`);
  }
  writeRulesPage(store);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
