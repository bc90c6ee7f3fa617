import { describe, expect, it } from 'vitest';
import { createEndpointStore } from '../../../server/discovery/findings/endpoint-store.ts';
import type { Candidate } from '../../../server/discovery/findings.ts';

const origin = 'https://shop.attacker.com';
function candidate(path: string, more: Partial<Candidate> = {}): Candidate {
  return {
    method: 'GET',
    url: path.startsWith('/') ? origin + path : path,
    apiType: 'rest',
    parameters: { path: [], query: [], body: {} },
    confidence: 0.8,
    file: `${origin}/app.js`,
    technique: 'fetch-call',
    ...more,
  };
}

function found(...candidates: Candidate[]): string[] {
  const store = createEndpointStore(origin);
  for (const one of candidates) store.add(one);
  return store.findings().map(({ method, url }) => `${method} ${url.replace(origin, '')}`);
}

describe('the store of endpoints', () => {
  it('has room for what real sites have, and no more, wherever it comes from', () => {
    const store = createEndpointStore(origin);
    for (let file = 0; file < 20; file += 1) {
      const more = {
        file: `${origin}/${file}${'f'.repeat(2000)}`,
        parameters: { path: [], query: [`q${file}${'q'.repeat(98)}`], body: {} },
      };
      for (let path = 0; path < 500; path += 1) store.add(candidate(`/p${path}x`, more));
    }
    const findings = store.findings();
    expect(findings).toHaveLength(500);
    expect(findings[0]?.evidence.length).toBeGreaterThan(1);
    expect(JSON.stringify(findings).length).toBeLessThan(3 * 1024 * 1024);
  });

  it('merges templates that differ in their parameters names only, and keeps the surer names', () => {
    expect(
      found(candidate('/users/{e}'), candidate('/users/{userId}', { confidence: 0.95 })),
    ).toEqual(['GET /users/{userId}']);
  });

  it.each([
    '/orders/123',
    '/orders/9f8b2c1e-0d3a-4b57-8a6e-1f2d3c4b5a69',
    '/orders/64b7f0c2a1d4e8f900112233',
  ])('takes the key in %s for a parameter', (path) =>
    expect(found(candidate(path), candidate('/orders/{id}'))).toEqual(['GET /orders/{id}']),
  );

  it('takes a date for a parameter and a version for none', () => {
    expect(found(candidate('/api/2/days/2026-11-24'))).toEqual(['GET /api/2/days/{date}']);
  });

  it('keeps a literal beside a template: /users/me is not /users/{id}', () => {
    expect(found(candidate('/users/me'), candidate('/users/{id}'))).toEqual([
      'GET /users/me',
      'GET /users/{id}',
    ]);
  });

  it('takes what a page links to for an example of a documented template, but not what code calls', () => {
    const store = createEndpointStore(origin);
    store.add(candidate('/products/{slug}', { confidence: 0.95, technique: 'openapi' }));
    store.add(candidate('/products/mug', { confidence: 0.5, technique: 'html-form' }));
    store.add(candidate('/products/search', { confidence: 0.8 }));
    store.add(candidate('/products/mug', { confidence: 0.5, method: 'POST' }));
    store.settle();
    expect(store.findings().map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${origin}/products/mug`,
      `GET ${origin}/products/search`,
      `GET ${origin}/products/{slug}`,
    ]);
    expect(store.findings().at(-1)?.evidence).toHaveLength(2);
  });

  it('keeps methods apart, and lets an unknown method join those that are known', () => {
    expect(
      found(
        candidate('/a'),
        candidate('/a', { method: 'post' }),
        candidate('/a', { method: null }),
      ),
    ).toEqual(['GET /a', 'POST /a']);
  });

  it('takes GET where no source tells the method, and POST for GraphQL', () => {
    const none = { method: null };
    expect(found(candidate('/a', none), candidate('/q', { ...none, apiType: 'graphql' }))).toEqual([
      'GET /a',
      'POST /q',
    ]);
  });

  it('ignores a trailing slash, a query and repeated slashes in comparing', () => {
    expect(found(candidate('/a/b'), candidate('/a/b/'), candidate('/a//b?x=1#y'))).toEqual([
      'GET /a/b',
    ]);
  });

  it('leaves out what is not likely, unless something makes it surer', () => {
    const store = createEndpointStore(origin);
    store.add(candidate('/a', { confidence: 0.3 }));
    expect(store.findings()).toEqual([]);
    for (const entry of store.entries()) store.confirm(entry, `${origin}/a`, 'verified-get-200');
    expect(store.findings()).toMatchObject([
      { confidence: 0.9, evidence: [{}, { technique: 'verified-get-200' }] },
    ]);
  });

  it('lists no other origin, but for one that a document names as its server', () => {
    const store = createEndpointStore(origin);
    expect(store.add(candidate('https://tracker.attacker.com/collect'))).toBe(false);
    store.allowOrigin('https://api.attacker.com');
    expect(store.add(candidate('https://api.attacker.com/v1/orders'))).toBe(true);
  });

  it('takes http and websocket spellings of the host for the same site', () => {
    expect(found(candidate('http://shop.attacker.com/a'))).toEqual(['GET /a']);
    expect(found(candidate('wss://shop.attacker.com/live', { apiType: 'websocket' }))).toEqual([
      'GET wss://shop.attacker.com/live',
    ]);
  });

  it('lists the evidence of all that agree, once each', () => {
    const store = createEndpointStore(origin);
    store.add(candidate('/a'));
    store.add(candidate('/a'));
    store.add(candidate('/a', { technique: 'openapi', file: `${origin}/openapi.json` }));
    expect(store.findings()[0]?.evidence).toEqual([
      { file: `${origin}/app.js`, technique: 'fetch-call' },
      { file: `${origin}/openapi.json`, technique: 'openapi' },
    ]);
  });

  it('joins query and body keys of all sources, even one called __proto__', () => {
    const store = createEndpointStore(origin);
    const body = JSON.parse('{"__proto__":"string","name":"string"}');
    store.add(candidate('/a', { parameters: { path: [], query: ['page'], body: {} } }));
    store.add(candidate('/a', { parameters: { path: [], query: ['page', 'size'], body } }));
    const [endpoint] = store.findings();
    expect(endpoint?.parameters.query).toEqual(['page', 'size']);
    expect(Object.keys(endpoint?.parameters.body ?? {})).toEqual(['__proto__', 'name']);
  });
});
