import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { searchProducts } from '../catalogue.ts';

const SuggestQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 60 }),
  limit: Type.Integer({ minimum: 1, maximum: 10, default: 5 }),
});

/** Search as you type. */
export const suggestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/search/suggest', { schema: { querystring: SuggestQuery } }, async ({ query }) => ({
    suggestions: searchProducts(query.q)
      .slice(0, query.limit)
      .map(({ slug, name, price_cents }) => ({ slug, name, price_cents })),
  }));
};
