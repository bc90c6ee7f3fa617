import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { serveSite } from './site.ts';

describe('reading scripts', () => {
  it('reads inline and linked scripts, and the chunks they load', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/session")</script><script type="module" src="/assets/app.js"></script>',
      '/assets/app.js': 'fetch("/api/users", { method: "POST" }); import("./chunk-a.js");',
      '/assets/chunk-a.js': 'export const load = (id) => fetch(`/api/users/${id}`);',
    });
    const { found } = await discover(site.origin);
    expect(found).toEqual(['GET /api/session', 'POST /api/users', 'GET /api/users/{id}']);
  });

  it('composes a base path that one file defines and another uses', async () => {
    const site = await serveSite({
      '/': '<script src="/config.js"></script><script src="/app.js"></script>',
      '/config.js': 'var API_BASE = "/rest/v2";',
      '/app.js':
        'function get(path) { return fetch(API_BASE + path); } get("/orders"); get("/customers");',
    });
    expect((await discover(site.origin)).found).toEqual([
      'GET /rest/v2/customers',
      'GET /rest/v2/orders',
    ]);
  });

  it('stops asking for chunks when several in a row bring nothing new', async () => {
    const chunks = Array.from({ length: 90 }, (_, index) => `chunk-${index}.js`);
    const files = Object.fromEntries(
      chunks.map((chunk) => [`/${chunk}`, 'export const nothing = 1;']),
    );
    const site = await serveSite({
      '/': '<script type="module" src="/app.js"></script>',
      '/app.js': `fetch("/api/a"); ${chunks.map((chunk) => `import("./${chunk}");`).join(' ')}`,
      ...files,
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({ kind: 'completed', truncated: false });
    const asked = site.seen.filter((line) => line.includes('/chunk-')).length;
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(30);
  });

  it('reads the application’s chunks before the texts of every language', async () => {
    const languages = ['ar', 'bg', 'cs', 'da', 'de', 'el', 'es', 'fi', 'fr', 'he', 'hu', 'it', 'ja']
      .concat(['ko', 'nl', 'pl', 'pt-BR', 'ro', 'sv', 'zh-Hans'])
      .map((language) => `${language}-4f3a9c1b.js`);
    const site = await serveSite({
      '/': '<script type="module" src="/app.js"></script>',
      '/app.js': [...languages, 'Users-77aa01bc.js'].map((file) => `import("./${file}");`).join(''),
      ...Object.fromEntries(languages.map((file) => [`/${file}`, 'export const text = {};'])),
      '/Users-77aa01bc.js': 'fetch("/api/users")',
    });
    expect((await discover(site.origin)).found).toEqual(['GET /api/users']);
  });

  it('asks no other origin for its scripts', async () => {
    const cdn = await serveSite({ '/lib.js': 'fetch("/api/cdn")' });
    const site = await serveSite({
      '/': `<script src="${cdn.origin}/lib.js"></script><script>fetch("/api/a")</script>`,
    });
    expect((await discover(site.origin)).found).toEqual(['GET /api/a']);
    expect(cdn.seen).toEqual([]);
  });
});
