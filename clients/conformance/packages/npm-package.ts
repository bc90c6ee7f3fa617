import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageInput } from './package-check.ts';
import { runCommand } from '../run-command.ts';
import { tryCodeTab, tryOnService } from './code-tab.ts';
import { joinTypeScript, readSnippets } from './snippets.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const NPM_FILES = /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/[a-z]+\.(?:js|d\.ts))$/;

export async function checkNpmPackage({ source, folder, siteUrl, environment }: PackageInput) {
  const packed = await runCommand(['npm', 'pack', '--json', '--pack-destination', folder], {
    folder: source,
  });
  const [made] = readJsonList(packed) as [{ filename: string; files: { path: string }[] }];
  const foreign = made.files.filter(({ path }) => !NPM_FILES.test(path));
  if (foreign.length > 0) throw new Error(`The package holds ${JSON.stringify(foreign)}.`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await runCommand(['npm', 'install', '--offline', '--no-audit', '--no-fund', made.filename], {
    folder,
  });
  const code = joinTypeScript(readSnippets(source, 'ts', siteUrl));
  writeFileSync(join(folder, 'page.ts'), code);
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022'];
  const library = ['--module', 'nodenext', '--lib', 'es2023,dom', '--types', '', 'page.ts'];
  await runCommand([`${ROOT}node_modules/.bin/tsc`, ...strict, ...library], { folder });
  await runCommand([process.execPath, 'page.ts'], { folder, environment });
  const run = (program: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'tab.ts'), program);
    return runCommand([process.execPath, 'tab.ts'], { folder, environment: variables });
  };
  await tryCodeTab('typescript', run);
  await tryOnService('typescript', run, { environment, siteUrl });
  // Of no client: it is tried here because this one needs nothing else.
  const curl = (program: string, variables: Readonly<Record<string, string>>) =>
    runCommand(['/bin/sh', '-c', program], { folder, environment: variables });
  await tryOnService('curl', curl, { environment, siteUrl });
}

/** npm may print warnings before its list. */
const readJsonList = (output: string): unknown[] =>
  JSON.parse(output.slice(output.indexOf('[\n'), output.lastIndexOf(']') + 1)) as unknown[];
