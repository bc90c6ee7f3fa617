import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageInput } from './package-check.ts';
import { runCommand } from '../run-command.ts';
import { tryCodeTab, tryOnService } from './code-tab.ts';
import { readSnippets } from './snippets.ts';

export async function checkWheel({ source, folder, siteUrl, environment }: PackageInput) {
  // A copy, since the build writes beside its sources.
  const copy = join(folder, 'source');
  mkdirSync(copy);
  for (const name of ['src', 'pyproject.toml', 'README.md', 'LICENSE']) {
    cpSync(join(source, name), join(copy, name), { recursive: true });
  }
  const build = ['-m', 'build', '--wheel', '--no-isolation', '--outdir', folder, copy];
  await runCommand(['/usr/bin/python3', ...build], { folder });
  const python = join(folder, 'venv/bin/python');
  await runCommand(
    ['/usr/bin/python3', '-m', 'venv', '--system-site-packages', '--without-pip', 'venv'],
    {
      folder,
    },
  );
  const version = /VERSION = "(.+)"/.exec(
    readFileSync(join(source, 'src/kloakd/_version.py'), 'utf8'),
  )?.[1];
  const wheel = `kloakd-${version}-py3-none-any.whl`;
  const pip = ['/usr/bin/python3', '-m', 'pip', '--python', python];
  await runCommand([...pip, 'install', '--no-index', '--no-deps', wheel], { folder });
  writeFileSync(join(folder, 'page.py'), readSnippets(source, 'python', siteUrl).join('\n'));
  const types = ['--strict', '--python-executable', python, 'page.py'];
  await runCommand(['/usr/bin/mypy', ...types], { folder });
  await runCommand([python, 'page.py'], { folder, environment });
  const run = (program: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(join(folder, 'tab.py'), program);
    return runCommand([python, 'tab.py'], { folder, environment: variables });
  };
  await tryCodeTab('python', run);
  await tryOnService('python', run, { environment, siteUrl });
}
