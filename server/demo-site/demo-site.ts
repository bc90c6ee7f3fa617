import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import fastifySwagger from '@fastify/swagger';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { createCarts } from './carts.ts';
import { CONTENT_SECURITY_POLICY } from './pages/layout.ts';
import { pageRoutes } from './pages/routes.ts';
import { refuseInHtml, refuseInJson, refuseUnknown } from './refusals.ts';
import { cartRoutes } from './routes/carts.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { productExtraRoutes } from './routes/product-extras.ts';
import { addStockStream } from './routes/stock-stream.ts';
import { suggestRoutes } from './routes/suggest.ts';
import { createStock } from './stock.ts';

const PUBLIC_DIR = fileURLToPath(new URL('./public/', import.meta.url));
const BODY_BYTES_MAX = 8 * 1024;
const CONNECTIONS_MAX = 200;

export interface DemoSite {
  /** Origin without a slash at the end, such as `http://127.0.0.1:8788`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the demo shop: a site to discover on a machine without internet.
 * All data is in memory, of limited size, and gone when it closes.
 * @param options.port 0 lets the system choose.
 * @throws the listener's error (`code: 'EADDRINUSE'` when the port is taken); nothing is left open.
 */
export async function startDemoSite(options: { host: string; port: number }): Promise<DemoSite> {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: 10_000,
    connectionTimeout: 30_000,
    forceCloseConnections: true,
    // For paths that cannot be decoded. Fastify's default answer would repeat the path.
    frameworkErrors: (failure, request, reply) => refuseInHtml(failure, request, secure(reply)),
  });
  app.server.maxConnections = CONNECTIONS_MAX;
  await addShop(app);
  try {
    await app.listen(options);
  } catch (cause) {
    await app.close();
    throw cause;
  }
  return { url: app.listeningOrigin, close: () => app.close() };
}

function secure(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin');
}

/** Registers every route of the shop. */
export async function addShop(app: FastifyInstance): Promise<void> {
  const stock = createStock();
  const carts = createCarts(stock, randomUUID);

  app.addHook('onRequest', async (_request, reply) => {
    secure(reply);
  });
  app.setErrorHandler(refuseInHtml);
  app.setNotFoundHandler(refuseUnknown);

  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tern & Tide catalogue',
        version: '1.4.0',
        description:
          'What we sell, where, and what it costs to send. Carts and orders are not documented.',
      },
      servers: [{ url: '/api/v1' }],
    },
    hideUntagged: true,
  });
  app.get('/docs/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  await app.register(fastifyStatic, { root: PUBLIC_DIR, prefix: '/assets/', index: false });
  await app.register(pageRoutes, { stock });
  await app.register(async (api) => {
    api.setErrorHandler(refuseInJson);
    await api.register(catalogueRoutes, { prefix: '/api/v1' });
    await api.register(productExtraRoutes, { prefix: '/api/v1' });
    await api.register(cartRoutes, { prefix: '/api/v1', carts });
    await api.register(suggestRoutes);
    addStockStream(api, stock);
  });
}
