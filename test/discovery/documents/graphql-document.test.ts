import { buildSchema, introspectionFromSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { introspectionQuery } from '../../../server/discovery/documents/well-known.ts';
import { read } from './reading.ts';

const SDL =
  'type Query { order(id: ID!): Order, orders: [Order] } type Mutation { pay: Boolean } type Order { id: ID }';
const at = (url: string) => ({ url: `https://shop.example${url}`, kind: 'graphql' as const });

describe('introspection', () => {
  it('gives one endpoint with the names of its operations', () => {
    const answer = { data: introspectionFromSchema(buildSchema(SDL)) };
    expect(read(answer, at('/api/graphql?query=x')).candidates).toEqual([
      {
        method: 'POST',
        url: 'https://shop.example/api/graphql',
        apiType: 'graphql',
        parameters: {
          path: [],
          query: [],
          body: {
            query: 'string',
            variables: 'object',
            operationName: 'string',
            operations: ['order', 'orders', 'pay'],
          },
        },
        confidence: 0.95,
        file: 'https://shop.example/api/graphql?query=x',
        technique: 'graphql-introspection',
      },
    ]);
  });

  it('places a schema that was saved to a file at the conventional path, less sure', () => {
    const [candidate] = read(
      introspectionFromSchema(buildSchema(SDL)),
      at('/static/schema.json'),
    ).candidates;
    expect(candidate).toMatchObject({ url: 'https://shop.example/graphql', confidence: 0.6 });
  });

  it('asks in one compact line', () => {
    expect(introspectionQuery()).toMatch(/^query IntrospectionQuery \{ __schema \{/);
    expect(introspectionQuery().length).toBeLessThan(1500);
  });
});

describe('error answers', () => {
  it.each([
    'Must provide query string.',
    'Must provide a query string.',
    'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.',
    'Unknown query',
    'no operation provided',
    'GraphQL introspection is not allowed, but the query contained __schema',
    'The query is empty.',
  ])('prove an endpoint: %s', (message) => {
    const reading = read({ errors: [{ message }] }, at('/q'));
    expect(reading.candidates).toMatchObject([
      { url: 'https://shop.example/q', method: 'POST', apiType: 'graphql' },
    ]);
  });

  it('prove it by their code', () => {
    const errors = [{ message: 'Nope', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }];
    expect(read({ errors }, at('/q')).candidates).toHaveLength(1);
  });

  it.each([
    { errors: [{ message: 'Not found' }] },
    { errors: { query: ['is required'] } },
    { errors: ['Must provide query string'] },
    { message: 'Must provide query string' },
  ])('of other APIs prove nothing: %j', (answer) => {
    expect(read(answer, at('/q'))).toMatchObject({ recognised: false, candidates: [] });
  });
});

describe('schema files', () => {
  it('are read although they are invalid', () => {
    const sdl = `# a comment\nextend type Query { stock: Missing! }\ntype Query { me: AlsoMissing @nowhere }\ntype Query { twice: Int }`;
    const [candidate] = read(sdl, at('/schema.graphql')).candidates;
    expect(candidate?.parameters.body['operations']).toEqual(['stock', 'me', 'twice']);
    expect(candidate).toMatchObject({ technique: 'graphql-sdl', confidence: 0.6 });
  });

  it('may name other root types', () => {
    const [candidate] = read(
      'schema { query: Root }\ntype Root { a: Int }\ntype Query { b: Int }',
      at('/s.gql'),
    ).candidates;
    expect(candidate?.parameters.body['operations']).toEqual(['a']);
  });

  it.each(['type Query {', 'type Order { id: ID }', 'Our schema has\ntype Query and more'])(
    'of no use give nothing: %s',
    (text) => {
      expect(read(text, at('/schema.graphql')).candidates).toEqual([]);
    },
  );
});
