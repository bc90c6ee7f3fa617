import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../web/build-if-stale.ts';

const dist = resolve(import.meta.dirname, '../../dist/web');
const BUILD_TIMEOUT_MS = 120_000;

let pages: { name: string; html: string }[];

beforeAll(async () => {
  await buildIfStale();
  const names = (await readdir(dist)).filter((name) => name.endsWith('.html'));
  pages = await Promise.all(
    names.map(async (name) => ({ name, html: await readFile(resolve(dist, name), 'utf8') })),
  );
}, BUILD_TIMEOUT_MS);

describe('the built pages', () => {
  it('are the six that the server serves', () => {
    expect(pages.map(({ name }) => name).sort()).toEqual([
      '404.html',
      'embed.html',
      'gallery.html',
      'index.html',
      'privacy.html',
      'upgrade.html',
    ]);
  });

  it('hold no inline script, style or handler, which their policy would block', () => {
    for (const { name, html } of pages) {
      expect(html, name).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(html, name).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    }
  });

  it('load nothing from anywhere else', () => {
    for (const { name, html } of pages) {
      const loaded = [
        ...html.matchAll(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]*)"/g),
      ];
      expect(loaded.length, name).toBeGreaterThan(0);
      for (const [, address] of loaded) expect(address, name).toMatch(/^\/(?!\/)/);
    }
  });

  it('bring the widget’s first state with its HTML', () => {
    const embed = pages.find(({ name }) => name === 'embed.html');
    expect(embed?.html).toContain('Sample');
    expect(embed?.html).toContain('/api/v1/products');
  });

  it('do not load the fingerprint library with the widget', () => {
    const embed = pages.find(({ name }) => name === 'embed.html');
    expect(embed?.html).not.toContain('obtain-key');
  });
});
