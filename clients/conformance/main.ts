import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { installMissing } from './install.ts';
import { findDrift } from './drift.ts';
import { findDriftOfTypes } from './drift-of-types.ts';
import { LANGUAGES, type Runner } from './languages.ts';
import { countLines, measureStart } from './measure.ts';
import { NAMES, operationsOf, type OpenApi } from './operations.ts';
import { checkPackage } from './packages/packages.ts';
import { REAL_CASES } from './real-cases.ts';
import { RealService } from './real-service.ts';
import { runRealCases } from './run-real-cases.ts';
import { runCases, SUITE } from './run.ts';
import { renderTable, type Results } from './table.ts';

// `npm run test:clients`: builds each client, runs it against both servers, and compares the table in docs/.

const TABLE = new URL('../../docs/clients/conformance.md', import.meta.url);

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
// Go would want a C compiler otherwise, which its Debian package does not bring.
process.env['CGO_ENABLED'] ??= '0';
process.exitCode = (await testClients(chosen(values.only), values.write)) ? 0 : 1;

async function testClients(languages: readonly Runner[], mayWrite: boolean): Promise<boolean> {
  const missing = installMissing(languages);
  if (missing.length > 0) {
    say(`Missing: ${missing.join(' ')}. As root this command installs them from Debian.`);
    return false;
  }
  if (!languages.every(build)) return false;
  const results = { conformance: await conform(languages), ...(await meetService(languages)) };
  const operations = Object.keys(NAMES).map((name) => ({ name }));
  const table = renderTable(languages, SUITE.cases, REAL_CASES, operations, results);
  say(table);
  await tellFigures(languages);
  const isKept = Object.entries(results).map(report).every(Boolean);
  const isWhole = languages.length === LANGUAGES.length;
  return isKept && (!isWhole || isCurrent(table, mayWrite));
}

function chosen(only: string[] | undefined): readonly Runner[] {
  if (!only) return LANGUAGES;
  return LANGUAGES.filter(({ id }) => only.includes(id));
}

function build({ title, folder, build: commands }: Runner): boolean {
  for (const [command = '', ...rest] of commands) {
    const {
      status,
      stdout: out,
      stderr,
    } = spawnSync(command, rest, { cwd: folder, encoding: 'utf8' });
    if (status === 0) continue;
    say(`${title}: ${command} ${rest.join(' ')} failed.\n${out ?? ''}${stderr ?? ''}`);
    return false;
  }
  return true;
}

/** All clients at once: most of the time is spent waiting. */
async function conform(languages: readonly Runner[]): Promise<Results> {
  const run = async (one: Runner) => [one.id, await runCases(one)] as const;
  return new Map(await Promise.all(languages.map(run)));
}

/** All clients at once: most of the time is spent waiting for the sites. */
async function meetService(
  languages: readonly Runner[],
): Promise<{ real: Results; drift: Results; packages: Results }> {
  const service = await RealService.start();
  try {
    const drift = await drifts(languages, `${service.url}/openapi.json`);
    const meet = async (one: Runner) => [one.id, await runRealCases(one, service)] as const;
    const pack = async (one: Runner) => {
      const wrong = await checkPackage(one.id, one.folder, service);
      return [one.id, new Map([['package', wrong]])] as const;
    };
    // Not both at once: a discovery has 20 seconds, and compilers would take its processor.
    const real = await Promise.all(languages.map(meet));
    const packages = await Promise.all(languages.map(pack));
    return { drift, real: new Map(real), packages: new Map(packages) };
  } finally {
    await service.stop();
  }
}

/** What the clients do not know of the service's own description. */
async function drifts(languages: readonly Runner[], url: string): Promise<Results> {
  const openApi = (await (await fetch(url)).json()) as OpenApi;
  const operations = operationsOf(openApi);
  const results = new Map<string, Map<string, string[]>>();
  for (const language of languages) {
    results.set(language.id, await findDrift(language, openApi, operations));
  }
  results.get('typescript')?.set('types', findDriftOfTypes(operations));
  return results;
}

async function tellFigures(languages: readonly Runner[]): Promise<void> {
  for (const language of languages) {
    const { startMs, callMs } = await measureStart(language);
    const lines = countLines(language);
    say(
      `${language.title}: ${lines} lines; ${startMs} ms to the first answer, ${callMs} ms for the next.`,
    );
  }
}

function report([kind, results]: [string, Results]): boolean {
  const lines = [...results].flatMap(([id, byCase]) =>
    [...byCase].flatMap(([name, wrong]) => wrong.map((what) => `${kind}, ${id}, ${name}: ${what}`)),
  );
  lines.forEach(say);
  const ran = [...results.values()].reduce((sum, { size }) => sum + size, 0);
  const failed = [...results.values()].flatMap((byCase) => [...byCase.values()]);
  const count = failed.filter((wrong) => wrong.length > 0).length;
  // As .ci/run counts them.
  say(`  ${ran - count} passed\n  ${count} failed`);
  return count === 0;
}

function isCurrent(table: string, mayWrite: boolean): boolean {
  if (mayWrite) writeFileSync(TABLE, table);
  if (readFileSync(TABLE, 'utf8') === table) return true;
  say('docs/clients/conformance.md is not current: npm run test:clients -- --write');
  return false;
}

function say(text: string): void {
  stdout.write(`${text}\n`);
}
