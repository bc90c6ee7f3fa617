import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../../../server/discovery/discover.ts';
import { APPLICATIONS, here, readTruth } from './applications.ts';
import { findByRegularExpression } from './baseline.ts';
import { score, type Score } from './score.ts';
import { discoverOnce, REQUESTS_MAX, toFound } from './discover-once.ts';
import { renderReport, type Row } from './report.ts';

/**
 * Measures discovery on four real applications that nobody here wrote: `npm run bench:discovery`.
 * Names as arguments run only those; `--verbose` lists what was missed and what was wrong; `--no-report` leaves
 * docs/discovery-benchmark.md alone; `--patient` gives 120 seconds instead of 20. `--without RULE` (a part of a rule's name, `all`, or `new` for what was not
 * measured yet) measures what each such rule is worth on all of them, and writes docs/discovery-rules.md. With `--tests`
 * it looks instead for the test that fails without each rule.
 */
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean' },
    'no-report': { type: 'boolean' },
    patient: { type: 'boolean' },
    without: { type: 'string' },
    tests: { type: 'boolean' },
  },
});
const verbose = options.verbose === true;
// `--patient` shows what more time would find, on a busy machine.
const BUDGET_MS = options.patient === true ? 120_000 : 20_000;

function targets(action: 'install' | 'start' | 'stop', name: string): void {
  // The applications run on the machine's own Node, not on the one that npm put in front.
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  execFileSync('bash', [here('targets.sh'), action, name], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function printFinding({ confidence, method, url, evidence }: Finding): void {
  const how = evidence.map(({ technique, file }) => `${technique} ${file.split('/').at(-1)}`);
  console.log(`  ${confidence} ${method} ${url} (${how.join(', ').slice(0, 160)})`);
}

function explain(label: string, result: Score): void {
  if (!verbose) return;
  console.log(
    `${label}: missed ${JSON.stringify(result.missed, null, 1)}\nwrong ${JSON.stringify(result.wrong, null, 1)}`,
  );
}

const chosen = Object.entries(APPLICATIONS).filter(
  ([name]) => names.length === 0 || names.includes(name),
);

/** Runs `work` while the chosen applications run. */
async function withTargets(work: () => Promise<void>): Promise<void> {
  for (const [name] of chosen) {
    targets('install', name);
    targets('start', name);
  }
  try {
    await work();
  } finally {
    for (const [name] of chosen) targets('stop', name);
  }
}

async function measureAll(): Promise<void> {
  const rows: Row[] = [];
  for (const [name, url] of chosen) {
    const { findings, requests, seconds } = await discoverOnce(url, BUDGET_MS);
    if (verbose) findings.forEach(printFinding);
    const result = score(readTruth(name), findings.map(toFound));
    explain(name, result);
    const baseline = score(readTruth(name), await findByRegularExpression(url));
    rows.push({ name, result, requests, seconds, baseline });
  }
  const report = renderReport(rows, { requestsMax: REQUESTS_MAX, budgetMs: BUDGET_MS });
  console.log(report);
  if (names.length === 0 && options['no-report'] !== true) {
    writeFileSync(here('../../../docs/discovery-benchmark.md'), report);
  }
}

/** In a process of its own, which gives every rule a switch. */
async function measureRules(part: string): Promise<void> {
  const args = ['--import', here('without.ts'), here('measure-rules.ts'), part];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
}

const { without, tests } = options;
if (without === undefined) await withTargets(measureAll);
else if (tests === true) {
  execFileSync(process.execPath, [here('test-rules.ts'), without], { stdio: 'inherit' });
} else await withTargets(() => measureRules(without));
