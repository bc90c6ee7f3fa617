import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../clients/conformance/languages.ts';

const ROOT = new URL('../..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

const places = LANGUAGES.flatMap(({ folder, versions }) =>
  Object.entries(versions).map(([path, pattern]) => ({ path: `${folder}/${path}`, pattern })),
);

it.each(places)('says the version of package.json in $path', ({ path, pattern }) => {
  expect(pattern.exec(readFileSync(path, 'utf8'))?.[1]).toBe(version);
});

it.each(places.map(({ path }) => path.replace(/\/clients\/(\w+)\/.*/, '/clients/$1')))(
  'tells what changed in this version, and the licence, in %s',
  (folder) => {
    expect(readFileSync(`${folder}/CHANGELOG.md`, 'utf8')).toContain(`## ${version}`);
    expect(readFileSync(`${folder}/LICENSE`, 'utf8')).toBe(read('LICENSE'));
  },
);
