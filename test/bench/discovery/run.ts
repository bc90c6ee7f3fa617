import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Finding } from '../../../server/discovery/discover.ts';
import { findByRegularExpression } from './baseline.ts';
import { score, type Score, type Truth } from './score.ts';
import { discoverOnce, REQUESTS_MAX, toFound } from './discover-once.ts';
import { measureWithout, renderRow } from './ablation.ts';
import { renderReport, type Row } from './report.ts';
import { listRules } from './rules.ts';
import type { Rule } from './rules.ts';

/**
 * Measures discovery on four real applications that nobody here wrote: `npm run bench:discovery`.
 * Names as arguments run only those; `--verbose` lists what was missed and what was wrong; `--no-report` leaves
 * docs/discovery-benchmark.md alone. `--without RULE` (a part of a rule's name, or `all`) measures what each such
 * rule is worth, and with `all` writes docs/discovery-rules.md.
 */
const TARGETS: Record<string, string> = {
  'node-red': 'http://127.0.0.1:18801/',
  maildev: 'http://127.0.0.1:18802/',
  'signalk-server': 'http://127.0.0.1:18803/',
  'homebridge-config-ui-x': 'http://127.0.0.1:18804/',
};
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean' },
    'no-report': { type: 'boolean' },
    patient: { type: 'boolean' },
    without: { type: 'string' },
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

const readTruth = (name: string): Truth =>
  JSON.parse(readFileSync(here(`truth/${name}.json`), 'utf8'));

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

const chosen = Object.entries(TARGETS).filter(
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
  if (names.length === 0 && options['no-report'] !== true && BUDGET_MS === 20_000) {
    writeFileSync(here('../../../docs/discovery-benchmark.md'), report);
  }
}

async function measureRules(part: string): Promise<void> {
  const measure = (rule: Rule | null) =>
    Promise.all(
      chosen.map(([name, url]) =>
        measureWithout(rule, url, readTruth(name)).catch((error: unknown) => {
          if (rule === null) throw error;
          return null;
        }),
      ),
    );
  const all = (await measure(null)).filter((figures) => figures !== null);
  const lines = [
    `| Without | ${chosen.map(([name]) => name).join(' | ')} |`,
    `| --- |${' --- |'.repeat(chosen.length)}`,
  ];
  for (const rule of listRules().filter(({ name }) => part === 'all' || name.includes(part))) {
    lines.push(renderRow(rule, all, await measure(rule)));
    console.log(lines.at(-1));
  }
  if (part !== 'all') return;
  const intro =
    '# What each rule of discovery is worth\n\nPercentage points of recall / method recall / precision that an application loses where the engine runs without one\nrule; “–”: nothing; “fails”: the rule is one that nothing works without. Repeat with\n`npm run bench:discovery -- --without all`.\n\n';
  writeFileSync(here('../../../docs/discovery-rules.md'), `${intro}${lines.join('\n')}\n`);
}

const { without } = options;
await withTargets(without === undefined ? measureAll : () => measureRules(without));
