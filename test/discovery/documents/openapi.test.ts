import { describe, expect, it } from 'vitest';
import { calls, candidateAt, read } from './reading.ts';

const URL_OF_DOCUMENT = 'https://shop.example/docs/openapi.json';
const get = { get: { responses: {} } };

function readSpec(spec: object, url = URL_OF_DOCUMENT) {
  return read(spec, { url, kind: 'openapi' });
}

describe('servers of OpenAPI 3', () => {
  it.each([
    ['no servers', undefined, 'https://shop.example/orders'],
    ['an empty list', [], 'https://shop.example/orders'],
    ['an empty URL', [{ url: '' }], 'https://shop.example/orders'],
    ['the root', [{ url: '/' }], 'https://shop.example/orders'],
    ['a path', [{ url: '/api/v1/' }], 'https://shop.example/api/v1/orders'],
    ['a path relative to the document', [{ url: 'v2' }], 'https://shop.example/docs/v2/orders'],
    ['another host', [{ url: 'https://api.example/v1' }], 'https://api.example/v1/orders'],
    ['a host without a scheme', [{ url: 'api.example/v1' }], 'https://api.example/v1/orders'],
    [
      'the machine of its author',
      [{ url: 'http://localhost:3000/api' }],
      'https://shop.example/api/orders',
    ],
    [
      'its own host without TLS',
      [{ url: 'http://shop.example/api' }],
      'https://shop.example/api/orders',
    ],
    ['an unusable server', [{ url: 'javascript:1' }], 'https://shop.example/orders'],
    ['no list at all', 'https://api.example', 'https://shop.example/orders'],
  ])('reads %s', (_name, servers, url) => {
    expect(calls(readSpec({ openapi: '3.0.3', servers, paths: { '/orders': get } }))).toEqual([
      `GET ${url}`,
    ]);
  });

  it('fills variables with their defaults, else with the first allowed value', () => {
    const servers = [
      {
        url: 'https://{region}.api.example:{port}/{version}',
        variables: {
          region: { default: 'eu' },
          port: { default: 8443 },
          version: { enum: ['v9', 'v8'] },
        },
      },
    ];
    const reading = readSpec({ openapi: '3.1.0', servers, paths: { '/orders': get } });
    expect(calls(reading)).toEqual(['GET https://eu.api.example:8443/v9/orders']);
    expect(reading.servers).toEqual(['https://eu.api.example:8443']);
  });

  it('lets a path and an operation name servers of their own', () => {
    const paths = {
      '/a': { servers: [{ url: 'https://files.example' }], ...get },
      '/b': { get: { servers: [{ url: '/admin' }] }, post: {} },
    };
    const reading = readSpec({ openapi: '3.0.0', servers: [{ url: '/api' }], paths });
    expect(calls(reading)).toEqual([
      'GET https://files.example/a',
      'GET https://shop.example/admin/b',
      'POST https://shop.example/api/b',
    ]);
    expect(reading.servers).toEqual(['https://shop.example', 'https://files.example']);
  });

  it('does not put the server before paths that repeat it', () => {
    const paths = { '/api/v1/users': get, '/api/v1/orders': get, '/health': get };
    const reading = readSpec({
      openapi: '3.0.0',
      servers: [{ url: 'https://shop.example/api/v1' }],
      paths,
    });
    expect(calls(reading)).toEqual([
      'GET https://shop.example/api/v1/health',
      'GET https://shop.example/api/v1/orders',
      'GET https://shop.example/api/v1/users',
    ]);
  });

  it('lists an endpoint under each of several servers', () => {
    const servers = [{ url: 'https://api.example' }, { url: 'https://sandbox.example' }];
    expect(calls(readSpec({ openapi: '3.0.0', servers, paths: { '/a': get } }))).toEqual([
      'GET https://api.example/a',
      'GET https://sandbox.example/a',
    ]);
  });

  it('resolves servers against $self of OpenAPI 3.2', () => {
    const spec = {
      openapi: '3.2.0',
      $self: '/v7/openapi',
      servers: [{ url: 'things' }],
      paths: { '/a': get },
    };
    expect(calls(readSpec(spec))).toEqual(['GET https://shop.example/v7/things/a']);
  });
});

describe('Swagger 2', () => {
  it('joins scheme, host and base path', () => {
    const spec = {
      swagger: '2.0',
      host: 'api.example',
      basePath: '/v1',
      schemes: ['http', 'https'],
      paths: { '/a': get },
    };
    const reading = readSpec(spec);
    expect(calls(reading)).toEqual(['GET https://api.example/v1/a']);
    expect(reading.candidates[0]).toMatchObject({ technique: 'swagger', confidence: 0.95 });
  });

  it('takes what is absent from the URL of the document', () => {
    const reading = readSpec(
      { swagger: '2.0', paths: { '/a': get } },
      'http://shop.example:8080/swagger.json',
    );
    expect(calls(reading)).toEqual(['GET http://shop.example:8080/a']);
  });

  it('reads body and form parameters', () => {
    const operation = {
      parameters: [
        { in: 'body', name: 'pet', schema: { $ref: '#/definitions/Pet' } },
        { in: 'query', name: 'dry' },
        { in: 'formData', name: 'photo', type: 'file' },
        { in: 'header', name: 'X-Trace' },
      ],
    };
    const definitions = {
      Pet: { properties: { name: { type: 'string' }, age: { type: 'integer' } } },
    };
    const reading = readSpec({
      swagger: '2.0',
      definitions,
      paths: { '/pets': { post: operation } },
    });
    expect(candidateAt(reading, '/pets').parameters).toEqual({
      path: [],
      query: ['dry'],
      body: { name: 'string', age: 'integer', photo: 'file' },
    });
  });
});

describe('parameters', () => {
  it('joins those of the path and of the operation, through references', () => {
    const spec = {
      openapi: '3.0.0',
      components: { parameters: { 'p/1': { in: 'query', name: 'page' } } },
      paths: {
        '/users/{id}': {
          parameters: [{ in: 'path', name: 'id' }, { $ref: '#/components/parameters/p~11' }],
          get: { parameters: [{ in: 'query', name: 'sort' }] },
        },
      },
    };
    expect(candidateAt(readSpec(spec), '/users/{id}').parameters).toEqual({
      path: ['id'],
      query: ['page', 'sort'],
      body: {},
    });
  });

  it('reads body properties through allOf, oneOf and a schema that contains itself', () => {
    const schemas = {
      Base: {
        type: 'object',
        properties: {
          id: { type: ['null', 'string'] },
          parent: { $ref: '#/components/schemas/Node' },
        },
      },
      Node: {
        allOf: [
          { $ref: '#/components/schemas/Base' },
          { $ref: '#/components/schemas/Node' },
          {
            oneOf: [
              { properties: { size: { enum: [1, 2] } } },
              { properties: { tags: { items: {} } } },
            ],
          },
        ],
      },
    };
    const content = {
      'application/xml': {},
      'application/json': { schema: { $ref: '#/components/schemas/Node' } },
    };
    const spec = {
      openapi: '3.1.0',
      components: { schemas },
      paths: { '/n': { post: { requestBody: { content } } } },
    };
    expect(candidateAt(readSpec(spec), '/n').parameters.body).toEqual({
      id: 'string',
      parent: 'object',
      size: 'number',
      tags: 'array',
    });
  });

  it('follows no reference out of the document', () => {
    const spec = {
      openapi: '3.0.0',
      paths: {
        '/a': { $ref: 'https://evil.example/paths.json' },
        '/b': { post: { requestBody: { $ref: 'file:///etc/passwd' } } },
      },
    };
    const reading = readSpec(spec);
    expect(calls(reading)).toEqual(['? https://shop.example/a', 'POST https://shop.example/b']);
    expect(reading.leads).toEqual([]);
  });

  it('ends on references that go in a circle', () => {
    const schemas = {
      A: { $ref: '#/components/schemas/B' },
      B: { $ref: '#/components/schemas/A' },
    };
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };
    const spec = {
      openapi: '3.0.0',
      components: { schemas },
      paths: { '/a': { put: { requestBody: { content } } } },
    };
    expect(candidateAt(readSpec(spec), '/a').parameters.body).toEqual({});
  });
});

describe('operations', () => {
  it('reads every method, those of OpenAPI 3.2 too', () => {
    const item = {
      get: {},
      post: {},
      query: {},
      additionalOperations: { COPY: {} },
      summary: 'x',
      'x-get': {},
    };
    const methods = readSpec({ openapi: '3.2.0', paths: { '/a': item } }).candidates.map(
      ({ method }) => method,
    );
    expect(new Set(methods)).toEqual(new Set(['COPY', 'GET', 'POST', 'QUERY']));
  });

  it('leaves webhooks, callbacks and extensions alone', () => {
    const spec = {
      openapi: '3.1.0',
      webhooks: { paid: { post: {} } },
      paths: {
        'x-private': get,
        '/a': { post: { callbacks: { done: { '/hook': { post: {} } } } } },
      },
    };
    expect(calls(readSpec(spec))).toEqual(['POST https://shop.example/a']);
  });

  it('calls an operation that only streams events sse', () => {
    const stream = { responses: { 200: { content: { 'text/event-stream': {} } } } };
    const both = {
      responses: { 200: { content: { 'application/json': {}, 'text/event-stream': {} } } },
    };
    const reading = readSpec({
      openapi: '3.0.0',
      paths: { '/events': { get: stream }, '/chat': { post: both } },
    });
    expect(candidateAt(reading, '/events').apiType).toBe('sse');
    expect(candidateAt(reading, '/chat').apiType).toBe('rest');
  });

  it('reads a path item kept among the components', () => {
    const spec = {
      openapi: '3.1.0',
      components: { pathItems: { P: get } },
      paths: { '/p': { $ref: '#/components/pathItems/P' } },
    };
    expect(calls(readSpec(spec))).toEqual(['GET https://shop.example/p']);
  });
});

describe('recognition', () => {
  it('knows a document of no version by its paths', () => {
    expect(calls(read({ paths: { '/a': get } }))).toEqual(['GET https://shop.example/a']);
  });

  it('does not take any JSON with paths for one', () => {
    const reading = read({ paths: { '/a': { get: 'x' } }, name: 'tsconfig' });
    expect(reading).toMatchObject({ recognised: false, candidates: [] });
  });

  it('reads JSON with a comma too many', () => {
    expect(calls(read('{\n  "openapi": "3.0.0",\n  "paths": {"/a": {"get": {},},},\n}'))).toEqual([
      'GET https://shop.example/a',
    ]);
  });

  it('reads YAML whatever the content type says, and invalid documents as far as they go', () => {
    const yaml = `
openapi: 3.0.0
info: {title: "The Shop"}
paths:
  orders:            # the slash is missing
    get: {parameters: nonsense}
    post: 7
  /stock:
    get:
      parameters: [{in: query}, null, {in: query, name: warehouse}]
`;
    const reading = read(yaml, {
      contentType: 'text/plain',
      url: 'https://shop.example/openapi.yaml',
    });
    expect(reading.title).toBe('The Shop');
    expect(calls(reading)).toEqual([
      'GET https://shop.example/orders',
      'GET https://shop.example/stock',
    ]);
    expect(candidateAt(reading, '/stock').parameters.query).toEqual(['warehouse']);
  });
});
