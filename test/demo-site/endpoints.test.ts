import { readdir, readFile } from 'node:fs/promises';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { addShop, type DemoSite, startDemoSite } from '../../server/demo-site/demo-site.ts';
import { DEMO_ENDPOINTS } from '../../server/demo-site/endpoints.ts';
import { call, cartWithTea, placedOrder } from './requests.ts';

const PUBLIC_DIR = new URL('../../server/demo-site/public/', import.meta.url);
const PAGES = [
  '/',
  '/assets/{*}',
  '/docs/openapi.json',
  '/products/{slug}',
  '/robots.txt',
  '/sitemap.xml',
];

const BODIES = new Map<string, object>([
  ['POST /api/v1/shipping-quotes', { country: 'IE', quantity: 2 }],
  ['POST /api/v1/carts', {}],
  ['POST /api/v1/carts/{id}/items', { slug: 'sea-salt', quantity: 1 }],
  ['PATCH /api/v1/carts/{id}/items/{slug}', { quantity: 3 }],
  ['PUT /api/v1/carts/{id}/voucher', { code: 'TERN10' }],
  ['POST /api/v1/products/{slug}/reviews', { author: 'Ada', stars: 4, text: 'Warm.' }],
]);
const QUERIES = new Map([
  ['/search/suggest', '?q=wool'],
  ['/api/v1/delivery-estimate', '?postcode=7123'],
]);

let site: DemoSite;
beforeAll(async () => {
  site = await startDemoSite({ host: '127.0.0.1', port: 0 });
});
afterAll(() => site.close());

/** Calls an endpoint as its own page would, with ids that exist. */
async function callAsThePage(method: string, path: string): Promise<Response> {
  const url = site.url;
  if (path === '/newsletter') {
    const body = new URLSearchParams({ email: 'ada@example.org' });
    return fetch(url + path, { method, body, redirect: 'manual' });
  }
  if (path === '/api/v1/checkout') {
    return call(url, method, path, { cart_id: await cartWithTea(url), delivery: 'letterbox' });
  }
  const id = path.includes('/carts/{id}')
    ? await cartWithTea(url)
    : path.includes('/orders/')
      ? await placedOrder(url)
      : path.includes('/stores/')
        ? 'skerry-head'
        : 'wear';
  const filled = path.replace('{id}', id).replace('{slug}', 'smoked-tea');
  const body = BODIES.get(`${method} ${path}`);
  return call(url, method, filled + (QUERIES.get(path) ?? ''), body);
}

/** `GET /x/{id}` lines of everything the shop registers; HEAD follows GET by itself. */
async function registeredRoutes(): Promise<string[]> {
  const app = fastify();
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const path = url.replace(/:(\w+)/gu, '{$1}').replace('*', '{*}');
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push(`${each} ${path}`);
  });
  await addShop(app);
  await app.ready();
  await app.close();
  return routes;
}

describe('the true list of the demo shop', () => {
  it.each(DEMO_ENDPOINTS)('answers $method $path', async ({ method, path }) => {
    const response = await callAsThePage(method, path);
    await response.body?.cancel();
    expect(response.status).toBeLessThan(400);
  });

  it('holds every registered route that is not a page', async () => {
    const listed = DEMO_ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
    const pages = PAGES.map((path) => `GET ${path}`);
    expect((await registeredRoutes()).sort()).toEqual([...listed, ...pages].sort());
  });

  it('says which endpoints the linked OpenAPI document describes, and no others', async () => {
    const home = await fetch(site.url);
    const link = /^<([^>]+)>; rel="service-desc"/u.exec(home.headers.get('link') ?? '');
    const document = await fetch(site.url + (link?.[1] ?? '/missing'));
    const OpenApi = Type.Object({
      servers: Type.Array(Type.Object({ url: Type.String() })),
      paths: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
    });
    const { servers, paths } = Value.Parse(OpenApi, await document.json());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${servers[0]?.url ?? ''}${path}`,
      ),
    );
    const expected = DEMO_ENDPOINTS.filter(({ revealedBy }) => revealedBy === 'openapi');
    expect(described.sort()).toEqual(expected.map((e) => `${e.method} ${e.path}`).sort());
  });

  it('has the inline script and the form name what they reveal, and no script name it', async () => {
    const home = await (await fetch(site.url)).text();
    expect(home).toContain("streams: { stock: '/live/stock' }");
    expect(home).toContain('action="/newsletter" method="post"');
    const names = (await readdir(PUBLIC_DIR)).filter((name) => name.endsWith('.js'));
    const scripts = await Promise.all(
      names.map((name) => readFile(new URL(name, PUBLIC_DIR), 'utf8')),
    );
    expect(scripts).not.toHaveLength(0);
    expect(scripts.join('\n')).not.toMatch(/live\/stock|newsletter'/u);
  });
});
