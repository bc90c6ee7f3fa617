import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Carts } from '../carts.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
const Line = Type.Object({
  id: Type.String({ maxLength: 40 }),
  slug: Type.String({ maxLength: 40 }),
});

const NewLine = Type.Object({
  slug: Type.String({ maxLength: 40 }),
  quantity: Type.Integer({ minimum: 1, maximum: 20, default: 1 }),
});
const NewQuantity = Type.Object({ quantity: Type.Integer({ minimum: 0, maximum: 20 }) });
const Voucher = Type.Object({ code: Type.String({ maxLength: 20 }) });
const Checkout = Type.Object({
  cart_id: Type.String({ maxLength: 40 }),
  delivery: Type.Union([Type.Literal('letterbox'), Type.Literal('courier')]),
});

/** Carts, checkout and orders. Without tags, so that the OpenAPI document does not describe them. */
export const cartRoutes: FastifyPluginAsyncTypebox<{ carts: Carts }> = async (app, { carts }) => {
  app.post('/carts', async (_request, reply) => reply.code(201).send(carts.create()));

  app.get('/carts/:id', { schema: { params: Id } }, async ({ params }) => carts.view(params.id));

  app.post(
    '/carts/:id/items',
    { schema: { params: Id, body: NewLine } },
    async ({ params, body }, reply) =>
      reply.code(201).send(carts.add(params.id, body.slug, body.quantity)),
  );

  app.patch(
    '/carts/:id/items/:slug',
    { schema: { params: Line, body: NewQuantity } },
    async ({ params, body }) => carts.setQuantity(params.id, params.slug, body.quantity),
  );

  app.delete('/carts/:id/items/:slug', { schema: { params: Line } }, async ({ params }) =>
    carts.setQuantity(params.id, params.slug, 0),
  );

  app.put(
    '/carts/:id/voucher',
    { schema: { params: Id, body: Voucher } },
    async ({ params, body }) => carts.setVoucher(params.id, body.code),
  );

  app.post('/checkout', { schema: { body: Checkout } }, async ({ body }, reply) =>
    reply.code(201).send(carts.checkOut(body.cart_id, body.delivery)),
  );

  app.get('/orders/:id', { schema: { params: Id } }, async ({ params }) => carts.order(params.id));
};
