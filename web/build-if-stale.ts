import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const stampFile = join(root, 'dist/web/.stamp');
const SOURCES = ['web', 'shared', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the pages when a source is not the one that `dist/web` was built from.
 * By content, not by time: a checkout or an unpacked archive has times that say nothing.
 * @returns whether it built.
 */
export async function buildIfStale(): Promise<boolean> {
  const startedAtMs = performance.now();
  const wanted = await digestSources();
  const built = await readFile(stampFile, 'utf8').catch(() => null);
  if (built === wanted) {
    console.log('Pages are up to date.');
    return false;
  }
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await writeFile(stampFile, wanted);
  console.log(`Pages built in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  return true;
}

async function digestSources(): Promise<string> {
  const files = (await Promise.all(SOURCES.map((name) => listFiles(join(root, name))))).flat();
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(relative(root, file)).update('\0');
    hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) await buildIfStale();
