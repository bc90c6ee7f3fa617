import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoSite, startDemoSite } from '../../server/demo-site/demo-site.ts';
import { call, cartWithTea } from './requests.ts';

const HOST = '127.0.0.1';
const PUBLIC_DIR = new URL('../../server/demo-site/public/', import.meta.url);

let site: DemoSite;
beforeAll(async () => {
  site = await startDemoSite({ host: HOST, port: 0 });
});
afterAll(() => site.close());

const get = (path: string): Promise<Response> => fetch(site.url + path);

describe('the demo shop as a site', () => {
  it('escapes what a visitor searches for', async () => {
    const attack = '"><img src=x onerror=alert(1)>';
    const page = await (await get(`/?${new URLSearchParams({ q: attack })}`)).text();
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&#34;&#62;&#60;img src=x onerror=alert(1)&#62;');
  });

  it('answers an unknown address with a 404 page that does not quote it', async () => {
    const response = await get('/no-such-place');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).not.toContain('no-such-place');
  });

  it('does not quote an address that cannot be decoded, and keeps its policy there', async () => {
    const response = await get('/%zz');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toContain('%zz');
  });

  it('answers 405 with the allowed methods where only the method is wrong', async () => {
    const wrongMethod = await call(site.url, 'POST', '/api/v1/carts/some-cart/items/sea-salt', {});
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('PATCH, DELETE');
  });

  it('lets exactly its own inline script run', async () => {
    const response = await get('/');
    const inline = /<script>([^]*?)<\/script>/u.exec(await response.text())?.[1] ?? '';
    const hash = createHash('sha256').update(inline).digest('base64');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toContain('unsafe');
  });

  it('names no other site anywhere in what it serves', async () => {
    const names = await readdir(PUBLIC_DIR, { recursive: true });
    const files = names.filter((name) => /\.(?:js|css|svg)$/u.test(name));
    const texts = await Promise.all(
      files.map((name) => readFile(new URL(name, PUBLIC_DIR), 'utf8')),
    );
    const pages = await Promise.all(
      ['/', '/products/tide-clock'].map(async (path) => (await get(path)).text()),
    );
    const foreign = [...texts, ...pages].flatMap(
      (text) => text.match(/https?:\/\/[^"' )]+/gu) ?? [],
    );
    expect(new Set(foreign)).toEqual(new Set(['http://www.w3.org/2000/svg']));
  });

  it('serves every file that its pages name', async () => {
    const home = await (await get('/')).text();
    const named = [...home.matchAll(/(?:src|href)="(\/[^"]*)"/gu)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(20);
    const statuses = await Promise.all(named.map(async (path) => (await get(path)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('lists pages that open in the sitemap that robots.txt names', async () => {
    const robots = await (await get('/robots.txt')).text();
    const sitemap = /^Sitemap: (\S+)$/mu.exec(robots)?.[1] ?? '';
    const xml = await (await fetch(sitemap)).text();
    const pages = [...xml.matchAll(/<loc>([^<]+)<\/loc>/gu)].map((match) => match[1] ?? '');
    expect(pages).toHaveLength(13);
    const statuses = await Promise.all(pages.map(async (page) => (await fetch(page)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('refuses a body over 8 KB', async () => {
    const text = 'x'.repeat(9_000);
    const response = await call(site.url, 'POST', '/api/v1/products/sea-salt/reviews', { text });
    expect(response.status).toBe(413);
  });
});

describe('starting and stopping the demo shop', () => {
  it('throws EADDRINUSE when the port is taken', async () => {
    const port = Number(new URL(site.url).port);
    await expect(startDemoSite({ host: HOST, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes although somebody watches the stock', async () => {
    const other = await startDemoSite({ host: HOST, port: 0 });
    const response = await fetch(`${other.url}/live/stock`);
    const reader = response.body?.getReader();
    await reader?.read();
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow('fetch failed');
    await reader?.cancel().catch(() => undefined);
  });

  it('forgets carts when it restarts', async () => {
    const first = await startDemoSite({ host: HOST, port: 0 });
    const cart = await cartWithTea(first.url);
    await first.close();
    const second = await startDemoSite({ host: HOST, port: 0 });
    const response = await call(second.url, 'GET', `/api/v1/carts/${cart}`);
    await second.close();
    expect(response.status).toBe(404);
  });
});
