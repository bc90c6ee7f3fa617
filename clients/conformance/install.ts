import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import type { Runner } from './languages.ts';

/**
 * Installs what the clients need and is missing: as root from Debian.
 * @returns the packages that are still missing
 */
export function installMissing(languages: readonly Runner[]): string[] {
  const missing = missingPackages(languages);
  if (missing.length === 0 || getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing;
  run('apt-get', 'update');
  const isThere = (name: string) => spawnSync('apt-cache', ['show', name]).status === 0;
  const there = missing.filter(isThere);
  // With what they recommend: mypy checks its imports with the stubs that it only recommends.
  if (there.length > 0) run('apt-get', 'install', '-y', ...there);
  const others = missing.filter((name) => !there.includes(name));
  if (others.length > 0) installFromBackports(others);
  return missingPackages(languages);
}

/** Packages that a Debian release got later. The machine's own list of sources stays as it is. */
function installFromBackports(names: readonly string[]): void {
  const release = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const folder = mkdtempSync(join(tmpdir(), 'backports-'));
  for (const name of ['lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const sources = join(folder, 'sources.list');
  writeFileSync(sources, `deb http://deb.debian.org/debian ${release}-backports main\n`);
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    // apt reads the folder as a user of its own, who may not enter it.
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', ...options, 'update');
  run('apt-get', ...options, 'install', '-y', '--no-install-recommends', ...names);
  rmSync(folder, { recursive: true, force: true });
}

function run(command: string, ...rest: string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, rest, { stdio: 'inherit', env: environment });
}

function missingPackages(languages: readonly Runner[]): string[] {
  const needs = languages.flatMap((language) => Object.entries(language.needs));
  return [...new Set(needs.filter(([path]) => !existsSync(path)).map(([, name]) => name))];
}
