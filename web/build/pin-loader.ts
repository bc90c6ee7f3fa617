import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildLoader } from './build-loader.ts';

const pinnedFolder = resolve(import.meta.dirname, '../loader/pinned');

/**
 * Keeps the present loader under a version of its own, for sites that link it with an integrity hash. A pinned file is
 * part of the repository, because later sources build other bytes. It is never overwritten.
 */
async function pinLoader(version: string): Promise<void> {
  if (!/^1\.\d+\.\d+$/.test(version)) throw new Error('usage: npm run pin-loader -- 1.0.0');
  const folder = await mkdtemp(join(tmpdir(), 'loader-'));
  try {
    await buildLoader(folder);
    await mkdir(pinnedFolder, { recursive: true });
    const file = join(pinnedFolder, `v${version}.js`);
    await copyFile(join(folder, 'embed/v1.js'), file, constants.COPYFILE_EXCL);
    const hash = createHash('sha384')
      .update(await readFile(file))
      .digest('base64');
    console.log(`/embed/v${version}.js  integrity="sha384-${hash}"`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await pinLoader(process.argv[2] ?? '');
