import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { json } from './files.ts';
import { openapi, serveSite } from './site.ts';

const SHELL = '<!doctype html><title>Shop</title><div id="app">Loading the shop, please wait</div>';

describe('calibrating', () => {
  it('finds nothing on a site that answers every path with its shell', async () => {
    const site = await serveSite({}, SHELL);
    const { outcome, found } = await discover(site.origin);
    expect(outcome.kind).toBe('completed');
    expect(found).toEqual([]);
  });

  it('finds nothing on a site that answers every path with the same JSON', async () => {
    const site = await serveSite({}, json({ ok: true, message: 'welcome' }));
    expect((await discover(site.origin)).found).toEqual([]);
  });

  it('reads no page that robots.txt forbids us, and says so', async () => {
    const site = await serveSite({
      '/robots.txt': 'User-agent: KloakdPlayground\nDisallow: /shop',
      '/shop': SHELL,
    });
    const { outcome } = await discover(`${site.origin}/shop`);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'robots_disallowed' });
    expect(site.seen).toEqual(['GET /robots.txt']);
  });

  it('does not follow a link that robots.txt forbids', async () => {
    const site = await serveSite({
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/': '<a href="/private/a">API</a> <a href="/open">API</a>',
      '/open': SHELL,
    });
    await discover(site.origin);
    expect(site.seen).toContain('GET /open');
    expect(site.seen).not.toContain('GET /private/a');
  });

  it('takes a robots.txt that is a web page for none', async () => {
    const site = await serveSite({
      '/robots.txt': { type: 'text/html', body: 'User-agent: *\nDisallow: /' },
      '/': SHELL,
    });
    expect((await discover(site.origin)).outcome.kind).toBe('completed');
  });

  it('goes on where the root is 404, and finds the API of an API host', async () => {
    const site = await serveSite({ '/openapi.json': openapi(['GET /v1/users']) });
    expect((await discover(site.origin)).found).toEqual(['GET /v1/users']);
  });

  it('calls a site that answers with an error, and has no API, unreachable', async () => {
    const site = await serveSite({}, { type: 'text/html', body: 'down', status: 503 });
    expect((await discover(site.origin)).outcome).toMatchObject({
      kind: 'unreachable',
      stage: 'http',
      httpStatus: 503,
    });
  });

  it('takes the origin where the seed redirects to for the target', async () => {
    const real = await serveSite({ '/': SHELL, '/openapi.json': openapi(['GET /v1/users']) });
    const site = await serveSite({
      '/': { type: 'text/html', body: '', status: 301, headers: { location: real.origin } },
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({ findings: [{ url: `${real.origin}/v1/users` }] });
  });
});
