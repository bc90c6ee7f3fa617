import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// What each registry demands of a package, or shows of it.
const CLIENTS = new URL('../../clients/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, CLIENTS), 'utf8');
const repository = (language: string) => `https://github.com/kloakd/kloakd-${language}`;

describe('what a registry is told of a client', () => {
  it('is for npm the licence, the repository, the types and the files', () => {
    const { exports, files, ...shown } = JSON.parse(read('typescript/package.json')) as {
      exports: { '.': { types: string; default: string } };
      files: string[];
    };
    expect(shown).toMatchObject({
      license: 'MIT',
      author: 'KLOAKD',
      repository: { type: 'git', url: `git+${repository('typescript')}.git` },
      homepage: `${repository('typescript')}#readme`,
      bugs: { url: `${repository('typescript')}/issues` },
      engines: { node: '>=20' },
      main: exports['.'].default,
      types: exports['.'].types,
    });
    expect(exports['.']).toEqual({ types: './dist/index.d.ts', default: './dist/index.js' });
    expect(files).toEqual(['dist', 'README.md', 'CHANGELOG.md', 'LICENSE']);
  });

  it('is for PyPI the licence, the addresses and the classifiers', () => {
    const project = read('python/pyproject.toml');
    for (const name of ['Homepage', 'Repository']) {
      expect(project).toContain(`${name} = "${repository('python')}"`);
    }
    expect(project).toContain('license = { text = "MIT" }');
    expect(project).toContain('readme = "README.md"');
    expect(project).toContain('"License :: OSI Approved :: MIT License"');
    expect(project).toContain('"Typing :: Typed"');
    expect(existsSync(new URL('python/src/kloakd/py.typed', CLIENTS))).toBe(true);
  });

  it('is for Maven Central everything that it refuses a package without', () => {
    const pom = read('java/pom.xml');
    const filled = (path: string) =>
      path
        .split('/')
        .reduce(
          (text, name) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text)?.[1] ?? '',
          pom,
        )
        .trim();
    expect(filled('scm/url')).toBe(repository('java'));
    expect(filled('scm/connection')).toBe(`scm:git:${repository('java')}.git`);
    expect(filled('licenses/license/url')).toMatch(/^https:/);
    for (const path of ['groupId', 'artifactId', 'version', 'name', 'description', 'url']) {
      expect(filled(path), path).not.toBe('');
    }
    expect(filled('developers/developer/name')).toBe('KLOAKD');
  });

  it('is for Go the path of the module, which is its repository', () => {
    expect(read('go/go.mod')).toMatch(`module ${repository('go').replace('https://', '')}\n`);
  });
});
