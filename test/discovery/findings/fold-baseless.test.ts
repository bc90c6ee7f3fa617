import { describe, expect, it } from 'vitest';
import { createEndpointStore } from '../../../server/discovery/findings/endpoint-store.ts';
import type { Candidate } from '../../../server/discovery/findings.ts';

const origin = 'https://shop.attacker.com';

function candidate(operation: string, confidence: number): Candidate {
  const [method = '', path = ''] = operation.split(' ');
  const parameters = { path: [], query: [], body: {} };
  return {
    method,
    url: origin + path,
    apiType: 'rest',
    parameters,
    confidence,
    file: origin,
    technique: 'test',
  };
}

function settled(documented: string[], called: string[], calledConfidence = 0.75): string[] {
  const store = createEndpointStore(origin);
  for (const operation of documented) store.add(candidate(operation, 0.95));
  for (const operation of called) store.add(candidate(operation, calledConfidence));
  store.settle();
  return store.findings().map(({ method, url }) => `${method} ${url.replace(origin, '')}`);
}

describe('endpoints without their base path', () => {
  it('join those that have it, when several do', () => {
    const found = settled(
      ['GET /api/users', 'GET /api/orders/{id}', 'GET /api/carts'],
      ['GET /users', 'GET /orders/{x}', 'GET /carts'],
    );
    expect(found).toEqual(['GET /api/carts', 'GET /api/orders/{id}', 'GET /api/users']);
  });

  it('bring along the methods that only they have', () => {
    const found = settled(
      ['GET /api/users', 'GET /api/orders', 'GET /api/carts'],
      ['DELETE /users', 'GET /orders', 'GET /carts'],
    );
    expect(found).toContain('DELETE /api/users');
    expect(found).toHaveLength(4);
  });

  it('take their siblings with them', () => {
    const found = settled(
      ['GET /api/users', 'GET /api/users/{id}', 'GET /api/carts'],
      ['GET /users', 'GET /users/{x}', 'GET /carts', 'POST /users/otp'],
    );
    expect(found).toContain('POST /api/users/otp');
    expect(found.filter((operation) => !operation.includes('/api/'))).toEqual([]);
  });

  it('stay when they are as sure as the others: /users and /admin/users may both be there', () => {
    const called = ['GET /admin/users', 'GET /admin/orders', 'GET /admin/carts'];
    const found = settled([], [...called, 'GET /users', 'GET /orders', 'GET /carts']);
    expect(found).toHaveLength(6);
  });

  it('stay when it may be chance', () => {
    expect(settled(['GET /api/users'], ['GET /users'])).toHaveLength(2);
  });
});

describe('endpoints whose client has an unknown base', () => {
  it('get the base that the same script shows elsewhere', () => {
    const store = createEndpointStore(origin);
    for (const name of ['users', 'orders', 'carts', 'tags']) {
      store.add({ ...candidate(`GET /${name}`, 0.65), baseless: true });
      store.add(candidate(`GET /rest/${name}`, 0.65));
    }
    store.add({ ...candidate('POST /login', 0.65), baseless: true });
    store.add(candidate('GET /health', 0.65));
    store.settle();
    store.settle();
    const urls = store.findings().map(({ url }) => url.replace(origin, ''));
    expect(urls).toEqual([
      '/health',
      '/rest/carts',
      '/rest/login',
      '/rest/orders',
      '/rest/tags',
      '/rest/users',
    ]);
  });

  it('keep to themselves beside pages that are called the same', () => {
    const store = createEndpointStore(origin);
    for (const name of ['users', 'orders', 'carts', 'tags']) {
      store.add({ ...candidate(`GET /${name}`, 0.65), baseless: true });
      store.add({ ...candidate(`GET /settings/${name}`, 0.45), method: null });
    }
    store.settle();
    expect(store.findings()).toHaveLength(8);
  });
});
