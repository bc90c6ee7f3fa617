import { describe, expect, it } from 'vitest';
import { routeTemplate } from '../../../server/discovery/documents/wordpress.ts';
import { calls, candidateAt, leads, read } from './reading.ts';

describe('WordPress index', () => {
  const index = {
    name: 'The Shop',
    home: 'https://other.example',
    namespaces: ['wp/v2'],
    routes: {
      '/': { methods: ['GET'], endpoints: [{ methods: ['GET'], args: {} }] },
      '/wp/v2/posts/(?P<id>[\\d]+)': {
        endpoints: [
          { methods: ['GET'], args: { id: {}, context: { type: 'string' } } },
          { methods: ['POST', 'PUT'], args: { id: {}, title: { type: ['object', 'null'] } } },
        ],
      },
    },
  };

  it('reads every route with methods and arguments', () => {
    const reading = read(index, { url: 'https://shop.example/blog/wp-json/?x=1' });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/blog/wp-json',
      'GET https://shop.example/blog/wp-json/wp/v2/posts/{id}',
      'POST https://shop.example/blog/wp-json/wp/v2/posts/{id}',
      'PUT https://shop.example/blog/wp-json/wp/v2/posts/{id}',
    ]);
    const [, get, post] = reading.candidates;
    expect(get?.parameters).toEqual({ path: ['id'], query: ['context'], body: {} });
    expect(post?.parameters).toEqual({ path: ['id'], query: [], body: { title: 'object' } });
  });

  it('keeps to the host that answered where links are not pretty', () => {
    expect(calls(read(index, { url: 'https://shop.example/?rest_route=/' }))).toContain(
      'GET https://shop.example/wp-json',
    );
  });

  it.each([
    ['/a/(?P<id>[\\d]+)/b', '/a/{id}/b'],
    ['/x/(?P<slug>[a-z(]+(?:\\)|-)*)/(?P<n>\\d)', '/x/{slug}/{n}'],
    ['/y(?:/(?P<opt>\\w+))?', '/y'],
    ['/z/(?P<open>[', '/z/{open}'],
    ['/(?<named>.*)', '/{named}'],
  ])('turns the pattern %s into %s', (pattern, template) => {
    expect(routeTemplate(pattern)).toBe(template);
  });
});

describe('hypermedia', () => {
  it('reads HAL links, templated and embedded, once per kind', () => {
    const reading = read({
      _links: {
        self: { href: '/' },
        orders: { href: '/orders{?page,size}', templated: true },
        curies: [{ name: 'x', href: 'https://shop.example/rels/{rel}' }],
        docs: { href: '/help.html' },
      },
      _embedded: {
        items: [
          { _links: { self: { href: '/items/1' } } },
          { _links: { self: { href: '/items/2' } } },
        ],
      },
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/',
      'GET https://shop.example/items/1',
      'GET https://shop.example/orders',
    ]);
    expect(candidateAt(reading, '/orders')).toMatchObject({
      technique: 'hal',
      confidence: 0.9,
      parameters: { query: ['page', 'size'] },
    });
  });

  it('reads JSON:API links', () => {
    const reading = read({
      jsonapi: { version: '1.1' },
      links: { self: '/jsonapi', 'node--page': { href: '/jsonapi/node/page' }, next: null },
      data: [
        {
          type: 'a',
          id: '1',
          links: { self: '/jsonapi/a/1' },
          relationships: { b: { links: { related: '/jsonapi/a/1/b' } } },
        },
      ],
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/jsonapi',
      'GET https://shop.example/jsonapi/a/1',
      'GET https://shop.example/jsonapi/a/1/b',
      'GET https://shop.example/jsonapi/node/page',
    ]);
  });

  it('reads the root of an API that lists its URLs', () => {
    const reading = read({
      orders_url: 'https://shop.example/orders{/id}{?state}',
      me: 'https://shop.example/me',
      documentation_url: 'https://shop.example/docs',
      logo: 'https://shop.example/logo.png',
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/me',
      'GET https://shop.example/orders/{id}',
    ]);
    expect(reading.links.map(({ url }) => url)).toEqual([
      'https://shop.example/docs',
      'https://shop.example/logo.png',
    ]);
  });

  it('reads addresses that stand under endpoints', () => {
    const reading = read({
      endpoints: {
        v1: {
          version: '1',
          http: 'https://shop.example/v1/api/',
          ws: 'wss://shop.example/v1/stream',
        },
      },
      id: 'x',
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/v1/api/',
      'GET wss://shop.example/v1/stream',
    ]);
    expect(candidateAt(reading, '/stream').apiType).toBe('websocket');
  });

  it('reads what an authorization server says of itself', () => {
    const reading = read({
      issuer: 'https://shop.example',
      token_endpoint: 'https://shop.example/oauth/token',
      jwks_uri: 'https://shop.example/oauth/keys',
      scopes_supported: ['openid'],
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/oauth/keys',
      'POST https://shop.example/oauth/token',
    ]);
  });

  it.each([
    { id: 7, name: 'Shoe', url: 'https://shop.example/shoes/7', text: 'Nice', colour: 'red' },
    { links: { self: 'https://shop.example/x' } },
    { items: [{ url: 'https://shop.example/a' }, { url: 'https://shop.example/b' }] },
    [{ self: 'https://shop.example/a', next: 'https://shop.example/b' }],
    'text',
    null,
    7,
  ])('takes an ordinary answer for what it is: %j', (answer) => {
    expect(read(answer)).toMatchObject({ recognised: false, candidates: [], leads: [] });
  });
});

describe('web manifest', () => {
  it('gives the start, shortcuts and the share target', () => {
    const reading = read({
      name: 'Shop',
      start_url: '/app?source=pwa',
      serviceworker: { src: '/sw.js' },
      shortcuts: [{ name: 'Cart', url: '/cart' }],
      share_target: {
        action: '/share',
        method: 'POST',
        params: { title: 't', files: [{ name: 'photo' }] },
      },
    });
    expect(leads(reading)).toEqual([
      'page https://shop.example/app?source=pwa',
      'script https://shop.example/sw.js',
    ]);
    expect(candidateAt(reading, '/share')).toMatchObject({
      method: 'POST',
      parameters: { body: { t: 'string', photo: 'file' } },
    });
    expect(reading.links).toEqual([{ url: 'https://shop.example/cart', text: 'Cart' }]);
  });

  it('is not any JSON with a name', () => {
    expect(read({ name: 'left-pad', version: '1.0.0' }).recognised).toBe(false);
  });
});

describe('collections', () => {
  it('reads a Postman request whose URL is written in parts, without the parameters that are switched off', () => {
    const query = [{ key: 'page' }, { key: 'debug', disabled: true }];
    const url = { protocol: 'https', host: ['shop', 'example'], path: ['v1', 'orders'], query };
    const reading = read({
      info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [{ request: { method: 'GET', url } }],
    });
    expect(calls(reading)).toEqual(['GET https://shop.example/v1/orders']);
    expect(candidateAt(reading, '/v1/orders').parameters.query).toEqual(['page']);
  });

  it('reads Postman requests through folders and variables', () => {
    const reading = read({
      info: {
        name: 'Shop',
        schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      },
      variable: [
        { key: 'base', value: 'https://{{host}}/v1' },
        { key: 'host', value: 'api.example' },
      ],
      item: [
        {
          name: 'Folder',
          item: [
            {
              request: {
                method: 'PUT',
                url: {
                  raw: '{{base}}/orders/:id?dry=1',
                  query: [{ key: 'dry' }, { key: 'off', disabled: true }],
                },
                body: { mode: 'raw', raw: '{"n":1,"tags":[]}' },
              },
            },
            {
              request: {
                method: 'POST',
                url: { host: ['{{unknown}}'], path: ['upload', '{{name}}'] },
                body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file' }] },
              },
            },
          ],
        },
        { request: 'api.example/plain' },
        { request: { method: 'POST', url: '{{base}}/graph', body: { mode: 'graphql' } } },
      ],
    });
    expect(calls(reading)).toEqual([
      'GET http://api.example/plain',
      'POST https://api.example/v1/graph',
      'POST https://shop.example/upload/{name}',
      'PUT https://api.example/v1/orders/{id}',
    ]);
    expect(candidateAt(reading, '/orders/{id}').parameters).toEqual({
      path: ['id'],
      query: ['dry'],
      body: { n: 'number', tags: 'array' },
    });
    expect(candidateAt(reading, '/{name}').parameters.body).toEqual({ f: 'file' });
    expect(candidateAt(reading, '/graph').apiType).toBe('graphql');
  });

  it('ends on variables that name themselves', () => {
    const info = { _postman_id: '1' };
    const variable = [{ key: 'a', value: '{{a}}{{a}}{{a}}{{a}}' }];
    expect(
      read({ info, variable, item: [{ request: 'https://shop.example/{{a}}' }] }).candidates.length,
    ).toBeLessThanOrEqual(1);
  });
});

describe('other descriptions', () => {
  it('reads OpenRPC', () => {
    const reading = read({
      openrpc: '1.2.6',
      servers: [{ url: '/rpc' }],
      methods: [{ name: 'stock.count' }, {}],
    });
    expect(reading.candidates).toMatchObject([
      {
        method: 'POST',
        url: 'https://shop.example/rpc',
        apiType: 'rpc',
        parameters: { body: { operations: ['stock.count'] } },
      },
    ]);
  });
});
