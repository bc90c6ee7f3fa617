import { afterAll, describe, expect, it } from 'vitest';
import { follow, options, startEngine } from '../run-engine.ts';
import { serveSite } from '../sites/site.ts';
import type { Page } from '../sites/files.ts';

const engine = startEngine();
afterAll(() => engine.close());

async function analyze(files: Record<string, Page>, path = '/assets/app.js') {
  const site = await serveSite(files);
  const run = await follow(
    engine.readScript(`${site.origin}${path}`, options({ budgetMs: 10_000 })),
  );
  return { ...run, site };
}

const file = (type: string, body: string): Page => ({ type, body });
const script = (code: string): Page => file('text/javascript', code);

describe('analysing one script', () => {
  it('finds what it calls', async () => {
    const { found } = await analyze({
      '/assets/app.js': script('fetch("/api/a"); fetch("/api/b", { method: "PUT" })'),
    });
    expect(found).toEqual(['GET /api/a', 'PUT /api/b']);
  });

  const CART = `import { api } from './client.js';
    export const list = () => api.get('/carts');
    export const add = (id) => api.post('/carts/' + id + '/items', { sku: 1 });`;

  it('puts the base address of a script that it imports in front, and does not list the bare path', async () => {
    const { found } = await analyze({
      '/assets/client.js': script(`const base = '/api/v1';
        const send = (method, path, body) => fetch(base + path, { method, body });
        export const api = {
          get: (path) => send('GET', path),
          post: (path, body) => send('POST', path, body),
        };`),
      '/assets/app.js': script(CART),
    });
    expect(found.toSorted()).toEqual(['GET /api/v1/carts', 'POST /api/v1/carts/{id}/items']);
  });

  it('reads the base address in an inline script of the first page', async () => {
    const { found } = await analyze({
      '/': '<script>window.shop = { base: "/api/v2" }</script><script src="/assets/app.js"></script>',
      '/assets/app.js': script('fetch(window.shop.base + "/carts")'),
    });
    expect(found).toEqual(['GET /api/v2/carts']);
  });

  it('lists what the script calls, also where a script beside it calls the same', async () => {
    const client = `export const get = (path) => fetch('/api/v1' + path);`;
    const { found } = await analyze(
      {
        '/': '<script type="module" src="/other.js"></script>',
        '/client.js': script(client),
        '/other.js': script(`import { get } from './client.js'; get('/carts'); get('/orders')`),
        '/app.js': script(`import { get } from './client.js'; get('/carts')`),
      },
      '/app.js',
    );
    expect(found).toEqual(['GET /api/v1/carts']);
  });

  it('does not read a first page that robots.txt forbids', async () => {
    const { found, site } = await analyze({
      '/robots.txt': 'User-agent: *\nDisallow: /',
      '/': '<script>window.shop = { base: "/api/v2" }</script>',
      '/assets/app.js': script('fetch("/api/a")'),
    });
    expect(found).toEqual(['GET /api/a']);
    expect(site.seen).not.toContain('GET /');
  });

  it('asks no other origin for scripts, and makes at most 16 requests', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `<script src="/s${index}.js"></script>`);
    const files = Array.from({ length: 40 }, (_, index) => [`/s${index}.js`, script('1')] as const);
    const { site } = await analyze({
      '/': `<script src="http://10.0.0.1/x.js"></script>${many.join('')}`,
      ...Object.fromEntries(files),
      '/assets/app.js': script('fetch("/api/a")'),
    });
    expect(site.seen.length).toBeLessThanOrEqual(16);
    expect(site.seen.length).toBeGreaterThan(5);
  });
});

describe('what is no script', () => {
  it.each([
    ['a page', file('text/html', '<!doctype html><script>fetch("/api/a")</script>')],
    ['a page that is sent as a script', script('<!doctype html><p>Not found</p>')],
    ['JSON', file('application/json', '{"a": "/api/a"}')],
    ['a style sheet', file('text/css', 'a { background: url(/api/a) }')],
    ['prose', file('text/plain', 'Nothing is here.')],
  ])(
    'ends without a result where the address answers %s, so that it is not charged',
    async (_, page) => {
      const { outcome } = await analyze({ '/assets/app.js': page });
      expect(outcome).toMatchObject({
        kind: 'unreachable',
        stage: 'http',
        detail: expect.stringContaining('The script is none: the address answers '),
      });
    },
  );

  it('is not decided by an unclear type alone: a text that calls something is a script', async () => {
    const { found } = await analyze({ '/assets/app.js': file('text/plain', 'fetch("/api/a")') });
    expect(found).toEqual(['GET /api/a']);
  });
});
