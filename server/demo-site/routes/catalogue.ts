import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { CATEGORIES, Category, STORES, Store, findProduct, relatedProducts } from '../catalogue.ts';
import { CategoryId, PRODUCTS, Product } from '../products.ts';
import { shippingOptions } from '../shipping.ts';
import { unknownThing } from '../shop-error.ts';

const Slug = Type.Object({ slug: Type.String({ maxLength: 40 }) });
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) });
const ProductList = Type.Object({ items: Type.Array(Product), total: Type.Integer() });

const ProductQuery = Type.Object({
  category: Type.Optional(CategoryId),
  sort: Type.Optional(Type.Union([Type.Literal('window'), Type.Literal('price')])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, default: 0 })),
});

const QuoteRequest = Type.Object({
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  quantity: Type.Integer({ minimum: 1, maximum: 20 }),
});
const Quote = Type.Object({
  options: Type.Array(
    Type.Object({
      method: Type.Union([Type.Literal('letterbox'), Type.Literal('courier')]),
      working_days: Type.Integer(),
      price_cents: Type.Integer(),
    }),
  ),
});

/** The part of the API whose routes have tags, which is what the OpenAPI document describes. */
export const catalogueRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const documented = (tag: string, summary: string) => ({ tags: [tag], summary });

  app.get(
    '/products',
    {
      schema: {
        ...documented('Products', 'List products'),
        querystring: ProductQuery,
        response: { 200: ProductList },
      },
    },
    async ({ query }) => {
      const { limit = 20, offset = 0 } = query;
      const found = PRODUCTS.filter(({ category }) => category === (query.category ?? category));
      if (query.sort === 'price') found.sort((a, b) => a.price_cents - b.price_cents);
      return {
        items: found.slice(offset, offset + limit),
        total: found.length,
      };
    },
  );

  app.get(
    '/products/:slug',
    {
      schema: {
        ...documented('Products', 'Read one product'),
        params: Slug,
        response: { 200: Product },
      },
    },
    async ({ params }) => findProduct(params.slug) ?? reject('product'),
  );

  app.get(
    '/products/:slug/related',
    {
      schema: {
        ...documented('Products', 'List what goes well with a product'),
        params: Slug,
        response: { 200: ProductList },
      },
    },
    async ({ params }) => {
      const items = relatedProducts(findProduct(params.slug) ?? reject('product'));
      return { items, total: items.length };
    },
  );

  app.get(
    '/categories',
    {
      schema: {
        ...documented('Categories', 'List categories'),
        response: { 200: Type.Object({ items: Type.Array(Category) }) },
      },
    },
    async () => ({ items: [...CATEGORIES] }),
  );

  app.get(
    '/categories/:id',
    {
      schema: {
        ...documented('Categories', 'Read one category'),
        params: Id,
        response: { 200: Category },
      },
    },
    async ({ params }) => CATEGORIES.find(({ id }) => id === params.id) ?? reject('category'),
  );

  app.get(
    '/stores',
    {
      schema: {
        ...documented('Stores', 'List our shops'),
        response: { 200: Type.Object({ items: Type.Array(Store) }) },
      },
    },
    async () => ({ items: [...STORES] }),
  );

  app.get(
    '/stores/:id',
    {
      schema: { ...documented('Stores', 'Read one shop'), params: Id, response: { 200: Store } },
    },
    async ({ params }) => STORES.find(({ id }) => id === params.id) ?? reject('store'),
  );

  app.post(
    '/shipping-quotes',
    {
      schema: {
        ...documented('Shipping', 'Ask what shipping costs'),
        body: QuoteRequest,
        response: { 200: Quote },
      },
    },
    async ({ body }) => ({
      options: shippingOptions(body.quantity, body.country === 'IE' ? 0 : 3),
    }),
  );
};

function reject(kind: string): never {
  throw unknownThing(kind);
}
