import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const outFolder = join(root, 'dist/web');
const viteCommand = join(root, 'node_modules/vite/bin/vite.js');
const loaderBuild = join(root, 'web/build/build-loader.ts');
/** The widget with the site, then the dashboard beside them. The loader comes last. */
const BUILDS = ['vite.config.ts', 'web/build/dashboard.config.ts'];
const SOURCES = ['web', 'shared', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the pages unless `dist/web` was built from the same sources.
 * Compares contents, not times: the times of a checkout or an unpacked archive do not tell of changes.
 * @returns whether it built.
 * @throws with the bundler's output when the build fails.
 */
export async function buildIfStale(): Promise<boolean> {
  const startedAtMs = performance.now();
  const wanted = await digestSources();
  if ((await readStamp()) === wanted) {
    console.log('Pages are up to date.');
    return false;
  }
  // Built in another folder and then moved: a server of the old pages, or a second build, is not disturbed.
  const ownFolder = join(root, `dist/.web-${process.pid}`);
  await runVite(ownFolder);
  await writeFile(join(ownFolder, '.stamp'), wanted);
  await putInPlace(ownFolder, wanted);
  console.log(`Pages built in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  return true;
}

// In a process of its own: the variables of a test runner would turn it into a build for tests.
async function runVite(folder: string): Promise<void> {
  const { VITEST: _testRunner, ...environment } = process.env;
  const commands = BUILDS.map((config) => [
    ...[viteCommand, 'build', '--config', config],
    ...['--outDir', folder, '--logLevel', 'warn'],
  ]);
  for (const command of [...commands, [loaderBuild, folder]]) {
    await promisify(execFile)(process.execPath, command, {
      cwd: root,
      env: { ...environment, NODE_ENV: 'production' },
    });
  }
}

async function putInPlace(folder: string, wanted: string): Promise<void> {
  await rm(outFolder, { recursive: true, force: true });
  await rename(folder, outFolder).catch(async (failure: unknown) => {
    // Another process was faster: its pages are as good, if they are from the same sources.
    await rm(folder, { recursive: true, force: true });
    if ((await readStamp()) !== wanted) throw failure;
  });
}

async function readStamp(): Promise<string | null> {
  return readFile(join(outFolder, '.stamp'), 'utf8').catch(() => null);
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
