import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { openapi, serveSite } from './site.ts';

describe('looking for more', () => {
  it('reads the sources in a source map, of the application alone', async () => {
    const map = {
      version: 3,
      sources: ['src/api.js', 'node_modules/lib/index.js'],
      sourcesContent: ['fetch("/api/from-source")', 'fetch("/api/of-a-library")'],
      mappings: '',
    };
    const site = await serveSite({
      '/': '<script src="/app.js"></script>',
      '/app.js': 'fetch("/api/plain");\n//# sourceMappingURL=app.js.map',
      '/app.js.map': { type: 'application/json', body: JSON.stringify(map) },
    });
    expect((await discover(site.origin)).found).toEqual(['GET /api/from-source', 'GET /api/plain']);
  });

  it('reads the service worker that a script registers', async () => {
    const site = await serveSite({
      '/': '<script>navigator.serviceWorker.register("/sw.js")</script>',
      '/sw.js': 'self.addEventListener("push", () => fetch("/api/seen", { method: "PUT" }))',
    });
    expect((await discover(site.origin)).found).toEqual(['PUT /api/seen']);
  });

  it('reads the document beside the endpoints that scripts call', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/shop/a"); fetch("/shop/b"); fetch("/shop/c")</script>',
      '/shop/openapi.json': openapi(['GET /shop/a', 'DELETE /shop/{id}']),
    });
    expect((await discover(site.origin)).found).toContain('DELETE /shop/{id}');
  });

  it('never requests what is linked to for a download as a page', async () => {
    const site = await serveSite({
      '/': '<a href="/backup.zip">Backup</a> <a href="/account">Account</a>',
      '/account': '<p>Yours</p>',
    });
    await discover(site.origin);
    expect(site.seen).toContain('GET /account');
    expect(site.seen).not.toContain('GET /backup.zip');
  });

  it('reads further pages of the site', async () => {
    const site = await serveSite({
      '/': '<a href="/account">Account</a>',
      '/account': '<form method="post" action="/account/password"><input name="old"></form>',
    });
    expect((await discover(site.origin)).found).toEqual(['POST /account/password']);
  });
});
