import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { getuid } from 'node:process';
import type { Runner } from './languages.ts';

/**
 * Installs what the clients need and is missing: as root from Debian.
 * @returns the packages that are still missing
 */
export function installMissing(languages: readonly Runner[]): string[] {
  const missing = missingPackages(languages);
  if (missing.length === 0 || getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: 'inherit', env: environment } as const;
  spawnSync('apt-get', ['update'], options);
  // With what they recommend: mypy checks its imports with the stubs that it only recommends.
  spawnSync('apt-get', ['install', '-y', ...missing], options);
  return missingPackages(languages);
}

function missingPackages(languages: readonly Runner[]): string[] {
  const needs = languages.flatMap((language) => Object.entries(language.needs));
  return [...new Set(needs.filter(([path]) => !existsSync(path)).map(([, name]) => name))];
}
