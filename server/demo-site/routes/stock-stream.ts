import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ShopError } from '../shop-error.ts';
import type { Stock, StockLevel } from '../stock.ts';

const STREAMS_MAX = 40;
// A stream is closed after this time, so that nobody can keep a slot. EventSource reconnects by itself.
const STREAM_LIFE_MS = 120_000;
const TICK_MS = 4_000;

/** `GET /live/stock`: the stock of every product, then each change, as `stock` events of `{ slug, in_stock }`. */
export function addStockStream(app: FastifyInstance, stock: Stock): void {
  const open = new Set<ServerResponse>();
  let ticker: NodeJS.Timeout | undefined;

  const leave = (stream: ServerResponse): void => {
    open.delete(stream);
    if (open.size === 0) clearInterval(ticker);
  };

  app.get('/live/stock', { exposeHeadRoute: false }, (_request, reply) => {
    if (open.size >= STREAMS_MAX) throw new ShopError(503, 'too_many_streams', 'Come back later.');
    reply.hijack();
    const stream = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) stream.setHeader(name, value);
    }
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });

    const send = (level: StockLevel): void => {
      // A client that reads too slowly is disconnected, because its backlog would fill our memory.
      const keepsUp = stream.write(`event: stock\ndata: ${JSON.stringify(level)}\n\n`);
      if (!keepsUp) stream.destroy();
    };
    for (const level of stock.levels()) send(level);

    if (open.size === 0) ticker = setInterval(() => stock.tick(), TICK_MS).unref();
    open.add(stream);
    const unsubscribe = stock.subscribe(send);
    const lifeTimer = setTimeout(() => stream.end(), STREAM_LIFE_MS).unref();
    stream.on('close', () => {
      clearTimeout(lifeTimer);
      unsubscribe();
      leave(stream);
    });
  });

  // Without this, an open page would keep the service from stopping.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.destroy();
  });
}
