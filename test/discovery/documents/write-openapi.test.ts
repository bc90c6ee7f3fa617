import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../server/discovery/documents/read-document.ts';
import { writeOpenApi } from '../../../server/discovery/documents/write-openapi.ts';
import type { Finding } from '../../../server/discovery/vocabulary.ts';

function endpoint(method: string, url: string, more: Partial<Finding> = {}): Finding {
  const parameters = { path: [], query: [], body: {}, ...more.parameters };
  const evidence = [{ file: 'https://shop.example/app.js', technique: 'fetch-call' }];
  return { method, url, apiType: 'rest', confidence: 0.8, evidence, ...more, parameters };
}

const EVERYTHING: Finding[] = [
  endpoint('GET', 'https://shop.example/a/{id}', {
    parameters: { path: ['id'], query: ['q', 'q', '$top'], body: {} },
  }),
  endpoint('PUT', 'https://shop.example/a/{name}'),
  endpoint('POST', 'https://shop.example/a-b', {
    parameters: { path: [], query: [], body: { n: 'integer', x: 'unknown', l: ['a'] } },
  }),
  endpoint('POST', 'https://shop.example/a_b', {
    parameters: { path: [], query: [], body: { photo: 'file' } },
  }),
  endpoint('GET', 'https://shop.example/x/{id}/y/{id}'),
  endpoint('GET', 'https://api.example/a/{id}'),
  endpoint('QUERY', 'https://shop.example/search'),
  endpoint('GET', 'wss://shop.example/live', { apiType: 'websocket' }),
  endpoint('GET', 'https://shop.example/events', { apiType: 'sse' }),
  endpoint('POST', 'https://shop.example/soap', { apiType: 'soap' }),
  endpoint('POST', 'https://shop.example/rpc', { apiType: 'rpc' }),
  endpoint('GET', 'https://shop.example/odata/Products({ID})', { apiType: 'odata' }),
  endpoint('POST', 'https://shop.example/graphql', {
    apiType: 'graphql',
    parameters: { path: [], query: [], body: { query: 'string', operations: ['orders', 'pay'] } },
  }),
  endpoint('GET', 'https://shop.example'),
];

const input = {
  url: 'https://shop.example/',
  title: 'The Shop',
  createdAt: '2026-01-02T03:04:05Z',
};
// The document is untyped on purpose: what is tested is what a reader of the JSON gets.
const written = (findings: Finding[]) =>
  JSON.parse(JSON.stringify(writeOpenApi({ ...input, findings })));

describe('writeOpenApi', () => {
  it.each([
    ['every kind of endpoint', EVERYTHING],
    ['nothing', []],
  ])('writes a valid document of %s', async (_name, endpoints) => {
    const result = await new Validator().validate(written(endpoints));
    expect(result).toEqual({ valid: true });
  });

  it('declares every path parameter exactly once, and no other', () => {
    const { paths } = written(EVERYTHING);
    for (const [path, item] of Object.entries<
      Record<string, { parameters?: { in: string; name: string }[] }>
    >(paths)) {
      const names = Array.from(path.matchAll(/\{([^}]*)\}/g), (match) => match[1]);
      expect(new Set(names).size).toBe(names.length);
      for (const { parameters = [] } of Object.values(item)) {
        expect(parameters.filter((each) => each.in === 'path').map((each) => each.name)).toEqual(
          'x-additional-operations' in item ? [] : names,
        );
      }
    }
    expect(Object.keys(paths)).toContain('/x/{id}/y/{id2}');
  });

  it('merges templates that differ only in a name', () => {
    const { paths } = written(EVERYTHING);
    expect(Object.keys(paths['/a/{id}'])).toEqual(['get', 'put']);
    expect(paths['/a/{name}']).toBeUndefined();
    expect(paths['/a/{id}'].put.parameters[0].name).toBe('id');
  });

  it('gives every operation an id of its own', () => {
    const { paths } = written(EVERYTHING);
    expect(paths['/a-b'].post.operationId).toBe('postAB');
    expect(paths['/a_b'].post.operationId).toBe('postAB2');
    expect(paths['/'].get.operationId).toBe('getRoot');
  });

  it('names the main origin once, and others where they are meant', () => {
    const { servers, paths } = written(EVERYTHING);
    expect(servers).toEqual([{ url: 'https://shop.example' }]);
    expect(paths['/a/{id}'].get.servers).toEqual([
      { url: 'https://shop.example' },
      { url: 'https://api.example' },
    ]);
    expect(paths['/a/{id}'].put.servers).toBeUndefined();
  });

  it('says how sure it is and why', () => {
    expect(written(EVERYTHING).paths['/a-b'].post).toMatchObject({
      'x-kloakd-confidence': 0.8,
      'x-kloakd-source': [{ file: 'https://shop.example/app.js', technique: 'fetch-call' }],
    });
  });

  it('describes what is no plain request and response', () => {
    const { paths } = written(EVERYTHING);
    expect(paths['/live'].get.responses).toHaveProperty('101');
    expect(paths['/events'].get.responses['200'].content).toHaveProperty('text/event-stream');
    expect(paths['/soap'].post.requestBody.content).toHaveProperty('text/xml');
    expect(paths['/graphql'].post.requestBody.content['application/json'].schema.required).toEqual([
      'query',
    ]);
    expect(paths['/graphql'].post['x-kloakd-operations']).toEqual(['orders', 'pay']);
    expect(paths['/search']['x-additional-operations']).toHaveProperty('QUERY');
  });

  it('writes bodies with the types that are known', () => {
    const { paths } = written(EVERYTHING);
    expect(paths['/a-b'].post.requestBody.content['application/json'].schema.properties).toEqual({
      n: { type: 'integer' },
      x: {},
      l: {},
    });
    expect(paths['/a_b'].post.requestBody.content).toHaveProperty('multipart/form-data');
  });

  it('is read back as the same endpoints', () => {
    const rest = EVERYTHING.filter(
      ({ apiType, method }) => apiType === 'rest' && method !== 'QUERY',
    );
    const reading = readDocument({
      url: 'https://shop.example/map.json',
      contentType: 'application/json',
      kind: 'openapi',
      headers: {},
      body: JSON.stringify(writeOpenApi({ ...input, findings: rest })),
    });
    expect(reading.candidates.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
      'GET https://api.example/a/{id}',
      'GET https://shop.example/',
      'GET https://shop.example/a/{id}',
      'GET https://shop.example/x/{id}/y/{id2}',
      'POST https://shop.example/a-b',
      'POST https://shop.example/a_b',
      'PUT https://shop.example/a/{id}',
    ]);
  });
});
