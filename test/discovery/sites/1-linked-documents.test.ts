import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { json } from './files.ts';
import { openapi, serveSite } from './site.ts';

describe('reading linked documents', () => {
  it('follows a service-desc Link header', async () => {
    const site = await serveSite({
      '/': {
        type: 'text/html',
        body: 'hello',
        headers: { link: '</desc/api.json>; rel="service-desc"' },
      },
      '/desc/api.json': openapi(['GET /pets', 'POST /pets']),
    });
    expect((await discover(site.origin)).found).toEqual(['GET /pets', 'POST /pets']);
  });

  it('reads the documents that a Swagger UI names in its initialiser', async () => {
    const site = await serveSite({
      '/docs/':
        '<div id="swagger-ui"></div><script src="swagger-ui-bundle.js"></script><script src="./swagger-initializer.js"></script>',
      '/docs/swagger-initializer.js':
        'window.onload = () => { window.ui = SwaggerUIBundle({ urls: [{ url: "../a.json", name: "A" }, { url: "/b.json", name: "B" }], dom_id: "#swagger-ui" }); };',
      '/a.json': openapi(['GET /a/{id}']),
      '/b.json': openapi(['DELETE /b']),
    });
    expect((await discover(`${site.origin}/docs/`)).found).toEqual(['GET /a/{id}', 'DELETE /b']);
  });

  it("finds the documentation behind a page's links", async () => {
    const site = await serveSite({
      '/': '<a href="/developers">API reference</a>',
      '/developers': '<redoc spec-url="/spec.json"></redoc>',
      '/spec.json': openapi(['GET /orders']),
    });
    expect((await discover(site.origin)).found).toEqual(['GET /orders']);
  });

  it('lists the server that a document names, and asks it nothing', async () => {
    const other = await serveSite({}, json({ ok: 1 }));
    const site = await serveSite({
      '/': {
        type: 'text/html',
        body: 'hello',
        headers: { link: '</api.json>; rel="service-desc"' },
      },
      '/api.json': openapi(['GET /orders'], { servers: [{ url: `${other.origin}/v2` }] }),
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({ findings: [{ url: `${other.origin}/v2/orders` }] });
    expect(other.seen).toEqual([]);
  });
});
