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

/** Tests of hostile input have deadlines: on a busy machine they may fail although the rule is not needed. */
const HOSTILE = ['javascript/limits.test.ts', 'documents/hostile.test.ts'];

/** What is given to Vitest, one after the other until a test fails. */
const STAGES: readonly (readonly string[])[] = [
  // The readers alone, which take seconds.
  [
    ...HOSTILE.map((file) => `--exclude=**/${file}`),
    ...['javascript', 'documents', 'findings'].map((room) => `test/discovery/${room}`),
  ],
  // Whole discoveries, over sockets and worker threads.
  ['test/discovery/sites', 'test/discovery/engine.test.ts'],
  HOSTILE.map((file) => `test/discovery/${file}`),
];

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
function failingTest(copy: string, stage: readonly string[]): string | null {
  const file = join(copy, 'report.json');
  rmSync(file, { force: true });
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = ['--root', copy, '--bail', '1', '--reporter=json', `--outputFile=${file}`];
  spawnSync(process.execPath, [vitest, 'run', ...args, ...stage], {
    cwd: copy,
    stdio: 'ignore',
  });
  const { testResults }: Report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  return failed?.fullName ?? null;
}

/** The first of these tests that fails without the rule. */
function findTest(copy: string, rule: Rule, stage: readonly string[]): string | null {
  const file = join(copy, 'server/discovery', rule.file);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, withoutRule(source, rule));
  try {
    const title = failingTest(copy, stage);
    if (title === null || stage === STAGES[0]) return title;
    // A test with sockets or a deadline may fail by chance: it counts where it fails twice.
    return failingTest(copy, stage) === title ? title : null;
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
  let rest = chosen;
  for (const stage of STAGES) {
    rest = rest.filter((rule) => {
      const test = findTest(copy, rule, stage);
      console.log(`${rule.name}: ${test ?? 'no test fails'}`);
      store.add(rule, { test });
      return test === null;
    });
  }
  writeRulesPage(store);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
