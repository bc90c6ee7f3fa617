import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../web');
const IMPORT = /^import (\w+) from '([^']+\.module\.css)';/gm;

const defined = new Map(
  globSync('**/*.module.css', { cwd: root }).map((file) => [
    resolve(root, file),
    definedIn(readFileSync(resolve(root, file), 'utf8')),
  ]),
);
const used = globSync('**/*.tsx', { cwd: root }).flatMap((file) => usedIn(resolve(root, file)));

// A class that a style sheet does not define is `undefined` at run time, and no type tells: `css.d.ts` allows any name.
describe('class names of the style modules', () => {
  it('are defined where a component uses them', () => {
    expect(used.length).toBeGreaterThan(50);
    const missing = used.filter(({ sheet, name }) => !defined.get(sheet)?.has(name));
    expect(missing).toEqual([]);
  });

  it('are used by a component where a style sheet defines them', () => {
    const isUsed = (sheet: string, name: string) =>
      used.some((use) => use.sheet === sheet && use.name === name);
    const unused = [...defined].flatMap(([sheet, names]) =>
      [...names].filter((name) => !isUsed(sheet, name)).map((name) => `${sheet}: ${name}`),
    );
    expect(unused).toEqual([]);
  });
});

function definedIn(style: string): Set<string> {
  const own = style.replace(/\/\*[^]*?\*\//g, '').replace(/:global\([^)]*\)/g, '');
  return new Set([...own.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => camelCase(name)));
}

function usedIn(file: string): { sheet: string; name: string; file: string }[] {
  const code = readFileSync(file, 'utf8');
  return [...code.matchAll(IMPORT)].flatMap(([, variable = '', address = '']) => {
    const sheet = resolve(dirname(file), address);
    const uses = code
      .replace(IMPORT, '')
      .matchAll(new RegExp(`\\b${variable}\\.([a-zA-Z]\\w*)`, 'g'));
    return [...uses].map(([, name = '']) => ({ sheet, name, file }));
  });
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
}
