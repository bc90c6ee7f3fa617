import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findProduct, reviewsOf } from '../catalogue.ts';
import { islandDays, shippingOptions } from '../shipping.ts';
import { unknownThing } from '../shop-error.ts';

const Slug = Type.Object({ slug: Type.String({ maxLength: 40 }) });
const NewReview = Type.Object({
  author: Type.String({ minLength: 1, maxLength: 40 }),
  stars: Type.Integer({ minimum: 1, maximum: 5 }),
  text: Type.String({ minLength: 1, maxLength: 500 }),
});
const EstimateQuery = Type.Object({ postcode: Type.String({ pattern: '^[0-9]{4,5}$' }) });

/** What a product page shows besides the product: reviews, and when a parcel would arrive. */
export const productExtraRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/products/:slug/reviews', { schema: { params: Slug } }, async ({ params }) => {
    const product = findProduct(params.slug);
    if (!product) throw unknownThing('product');
    return { items: reviewsOf(product) };
  });

  // Accepted but never published, so that no visitor can show anything to another.
  app.post(
    '/products/:slug/reviews',
    { schema: { params: Slug, body: NewReview } },
    async ({ params, body }, reply) => {
      if (!findProduct(params.slug)) throw unknownThing('product');
      return reply.code(202).send({ status: 'awaiting moderation', stars: body.stars });
    },
  );

  app.get('/delivery-estimate', { schema: { querystring: EstimateQuery } }, async ({ query }) => ({
    postcode: query.postcode,
    options: shippingOptions(1, islandDays(query.postcode)),
  }));
};
