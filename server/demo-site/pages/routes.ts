import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findProduct, searchProducts } from '../catalogue.ts';
import { CategoryId, PRODUCTS } from '../products.ts';
import { ShopError } from '../shop-error.ts';
import type { Stock } from '../stock.ts';
import { homePage, productPage } from './shop-pages.ts';

const WindowQuery = Type.Object({
  q: Type.String({ maxLength: 60, default: '' }),
  category: Type.Optional(CategoryId),
  subscribed: Type.Optional(Type.String({ maxLength: 1 })),
});
const Subscription = Type.Object({ email: Type.String({ minLength: 3, maxLength: 120 }) });

/** The pages, robots.txt, the sitemap, and the form that a page posts. */
export const pageRoutes: FastifyPluginAsyncTypebox<{ stock: Stock }> = async (app, { stock }) => {
  app.addHook('onSend', async (_request, reply) => {
    // RFC 8631. Nothing else says where the API's description is.
    reply.header('link', '</docs/openapi.json>; rel="service-desc"; type="application/json"');
  });

  app.get('/', { schema: { querystring: WindowQuery } }, async ({ query }, reply) => {
    const { q, category, subscribed } = query;
    const products = (q === '' ? PRODUCTS : searchProducts(q)).filter(
      (product) => product.category === (category ?? product.category),
    );
    reply.type('text/html; charset=utf-8');
    return homePage({ products, stock, query: q, category, subscribed: subscribed === '1' });
  });

  app.get(
    '/products/:slug',
    { schema: { params: Type.Object({ slug: Type.String({ maxLength: 40 }) }) } },
    async ({ params }, reply) => {
      const product = findProduct(params.slug);
      if (!product)
        throw new ShopError(404, 'unknown_product', 'We do not sell this, or not any more.');
      reply.type('text/html; charset=utf-8');
      return productPage(product, stock);
    },
  );

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
  // Stores nothing, because nobody expects a demo to keep the address that they type here.
  app.post('/newsletter', { schema: { body: Subscription } }, async (_request, reply) =>
    reply.redirect('/?subscribed=1', 303),
  );

  app.get('/robots.txt', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8');
    return `User-agent: *\nAllow: /\n\nSitemap: ${app.listeningOrigin}/sitemap.xml\n`;
  });

  app.get('/sitemap.xml', async (_request, reply) => {
    const paths = ['/', ...PRODUCTS.map(({ slug }) => `/products/${slug}`)];
    const entries = paths.map((path) => `  <url><loc>${app.listeningOrigin}${path}</loc></url>`);
    reply.type('application/xml; charset=utf-8');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
  });
};
