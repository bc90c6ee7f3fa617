import { afterAll, expect, it } from 'vitest';
import { follow, options, startEngine } from '../run-engine.ts';
import { openapi, serveSite } from '../sites/site.ts';

const engine = startEngine();
afterAll(() => engine.close());

const FILES = {
  '/robots.txt': 'Sitemap: /sitemap.xml',
  '/sitemap.xml': '<urlset><url><loc>/orders</loc></url></urlset>',
  '/openapi.json': openapi(['GET /api/everything']),
  '/orders': '<script>fetch("/api/orders")</script>',
  '/shop': `<a href="/orders">Orders</a><a href="/docs">API docs</a>
    <script src="/shop.js"></script>`,
  '/docs': '<script>fetch("/api/docs")</script>',
  '/shop.js': 'fetch("/api/items")',
};

it('reads one page and its scripts, and no other page of the site', async () => {
  const site = await serveSite(FILES);
  const { found } = await follow(engine.discoverPage(`${site.origin}/shop`, options()));
  expect(found).toEqual(['GET /api/items']);
  expect(site.seen).toContain('GET /shop.js');
  for (const path of ['/orders', '/docs', '/sitemap.xml', '/openapi.json', '/']) {
    expect(site.seen).not.toContain(`GET ${path}`);
  }
});

it('reads a description of the API that the page itself names', async () => {
  const site = await serveSite({
    '/': '<link rel="service-desc" href="/api.json">',
    '/api.json': openapi(['GET /api/items']),
  });
  const { found } = await follow(engine.discoverPage(site.origin, options()));
  expect(found).toEqual(['GET /api/items']);
});

it('is another run than that of the whole site', async () => {
  const site = await serveSite(FILES);
  const [page, whole] = await Promise.all([
    follow(engine.discoverPage(`${site.origin}/shop`, options())),
    follow(engine.discover(`${site.origin}/shop`, options())),
  ]);
  expect(page.found).not.toContain('GET /api/everything');
  expect(whole.found).toContain('GET /api/everything');
});
