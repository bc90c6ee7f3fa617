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

/** Tests of the readers alone, which take seconds. */
const FAST = ['javascript', 'documents', 'findings'].map((room) => `test/discovery/${room}`);
/** Tests of whole discoveries, over sockets and worker threads. */
const SLOW = ['test/discovery/sites', 'test/discovery/engine.test.ts'];
/** Tests of hostile input have deadlines: on a busy machine they may fail although the rule is not needed. */
const EXCLUDED = ['--exclude=**/limits.test.ts', '--exclude=**/hostile.test.ts'];

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
function failingTest(copy: string, folders: readonly string[]): string | null {
  const file = join(copy, 'report.json');
  rmSync(file, { force: true });
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = ['--root', copy, '--bail', '1', '--reporter=json', `--outputFile=${file}`];
  spawnSync(process.execPath, [vitest, 'run', ...args, ...EXCLUDED, ...folders], {
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
function findTest(copy: string, rule: Rule, folders: readonly string[]): string | null {
  const file = join(copy, 'server/discovery', rule.file);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, withoutRule(source, rule));
  try {
    const title = failingTest(copy, folders);
    if (title === null || folders === FAST) return title;
    // A test with sockets may fail by chance: it counts where it fails twice.
    return failingTest(copy, folders) === title ? title : null;
  } finally {
    writeFileSync(file, source);
  }
}

function hasTest(copy: string, rule: Rule, folders: readonly string[]): boolean {
  const test = findTest(copy, rule, folders);
  console.log(`${rule.name}: ${test ?? 'no test fails'}`);
  if (test !== null) store.add(rule, { test });
  return test !== null;
}

const copy = mkdtempSync(join(tmpdir(), 'without-rule-'));
try {
  for (const name of ['server', 'shared', 'test', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const chosen = listRules().filter((rule) => isChosen(rule, store));
  const rest = chosen.filter((rule) => !hasTest(copy, rule, FAST));
  for (const rule of rest) {
    if (!hasTest(copy, rule, SLOW)) store.add(rule, { test: null });
  }
  writeRulesPage(store);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
