import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { json } from './files.ts';
import { openapi, serveSite } from './site.ts';

const INTROSPECTION = {
  data: {
    __schema: {
      queryType: { name: 'Query' },
      mutationType: null,
      subscriptionType: null,
      types: [
        {
          kind: 'OBJECT',
          name: 'Query',
          fields: [
            {
              name: 'users',
              args: [],
              type: { kind: 'SCALAR', name: 'String', ofType: null },
              isDeprecated: false,
            },
          ],
          interfaces: [],
        },
        { kind: 'SCALAR', name: 'String' },
      ],
      directives: [],
    },
  },
};

describe('looking in well-known places', () => {
  it('finds an OpenAPI document that nothing links to', async () => {
    const site = await serveSite({
      '/': 'hello',
      '/openapi.json': openapi(['GET /a', 'PUT /a/{id}']),
    });
    expect((await discover(site.origin)).found).toEqual(['GET /a', 'PUT /a/{id}']);
  });

  it('asks a GraphQL server for its schema once', async () => {
    const site = await serveSite({
      '/': 'hello',
      'GET /graphql': json({ errors: [{ message: 'Must provide query string.' }] }, 400),
      'POST /graphql': json(INTROSPECTION),
    });
    const { outcome, found } = await discover(site.origin);
    expect(found).toContain('POST /graphql');
    expect(outcome).toMatchObject({ findings: [{ apiType: 'graphql' }] });
    expect(site.seen.filter((line) => line.startsWith('POST'))).toEqual(['POST /graphql']);
  });

  it('sends no POST to a site without GraphQL', async () => {
    const site = await serveSite({ '/': 'hello' });
    await discover(site.origin);
    expect(site.seen.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it('finds a GraphQL server that keeps its schema to itself', async () => {
    const refusal = json({ errors: [{ message: 'GraphQL introspection is not allowed' }] }, 400);
    const site = await serveSite({
      '/': 'hello',
      'GET /graphql': refusal,
      'POST /graphql': refusal,
    });
    expect((await discover(site.origin)).found).toEqual(['POST /graphql']);
  });
});
