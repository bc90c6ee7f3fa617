import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ALLOWED, OWNED_PACKAGES } from './allowed-imports.ts';

/**
 * The linter says nothing about a pattern that can never match. So each wall is tested by breaking it: in a copy of
 * the configuration, every room imports every other room, and the linter must refuse exactly what is not allowed.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const copies: string[] = [];
afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })));

/** Writes files beside a copy of the linter's configuration, and lints them. */
function lint(
  files: Record<string, string>,
): { code: string; filename: string; message: string }[] {
  const copy = mkdtempSync(join(tmpdir(), 'playground-walls-'));
  copies.push(copy);
  cpSync(join(ROOT, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), text);
  }
  const linter = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  try {
    execFileSync(process.execPath, [linter, '--format=json', '.'], {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return [];
  } catch (error) {
    // The linter exits with 1 when it finds something.
    return JSON.parse((error as { stdout: string }).stdout).diagnostics;
  }
}

/** How `from` spells an import of `to`: a package as it is, a file relative to its own folder. */
function specifier(from: string, to: string): string {
  if (to in OWNED_PACKAGES) return to;
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

const importers = Object.keys(ALLOWED);
const targets = [...importers, ...Object.keys(OWNED_PACKAGES)];
const pairs = importers.flatMap((from) =>
  targets.filter((to) => to !== from).map((to) => ({ from, to })),
);
const isAllowed = (from: string, to: string) =>
  ALLOWED[from]?.includes(to) === true || OWNED_PACKAGES[to]?.includes(from) === true;

const planted = Object.fromEntries(
  importers.map((from) => [
    from,
    targets
      .filter((to) => to !== from)
      .map((to, index) => `export * as from${index} from '${specifier(from, to)}';\n`)
      .join(''),
  ]),
);
const refusals = lint(planted).filter(({ code }) => code.includes('no-restricted-imports'));
const isRefused = (from: string, to: string) =>
  refusals.some(
    ({ filename, message }) =>
      posix.normalize(filename) === from && message.includes(`'${specifier(from, to)}'`),
  );

describe('the walls between rooms', () => {
  it.each(pairs.filter(({ from, to }) => !isAllowed(from, to)))(
    'refuse an import of $to in $from',
    ({ from, to }) => expect(isRefused(from, to)).toBe(true),
  );

  it.each(pairs.filter(({ from, to }) => isAllowed(from, to)))(
    'let $from import $to',
    ({ from, to }) => expect(isRefused(from, to)).toBe(false),
  );

  it('know every room of the server', () => {
    const rooms = readdirSync(join(ROOT, 'server'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const known = new Set(importers.map((file) => file.split('/')[1]));
    expect(rooms.filter((room) => !known.has(room))).toEqual([]);
  });

  it('have a README in every room of the server and of the web, to be read first', () => {
    const rooms = ['server', 'web'].flatMap((side) =>
      readdirSync(join(ROOT, side), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'public')
        .map(({ name }) => join(side, name)),
    );
    const without = rooms.filter((room) => !readdirSync(join(ROOT, room)).includes('README.md'));
    expect(without).toEqual([]);
  });

  it('hold without a lookahead or lookbehind, which the linter takes for a pattern that matches nothing', () => {
    const text = readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8');
    expect(text).not.toMatch(/\(\?[=!<]/);
  });

  it('refuse a circle of imports, of types only too', () => {
    const found = lint({
      'server/time/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
      'server/time/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
    });
    expect(found.filter(({ code }) => code.includes('no-cycle'))).not.toEqual([]);
  });
});
