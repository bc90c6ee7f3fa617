import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../shared/discovery.ts';
import { keyOf, splitUrl } from '../../web/ui/endpoint.ts';
import { createEndpointRows } from '../../web/ui/endpoint-rows.ts';

const FOUND = [
  endpoint('POST', 'https://shop.example/cart', 0.7, 'fetch-call'),
  endpoint('GET', 'https://shop.example/api/products', 0.95, 'openapi'),
  endpoint('GET', 'https://shop.example/events', 0.5, 'event-source', 'sse'),
];

describe('the result table', () => {
  it('shows endpoints in the order of finding until it is told another', () => {
    expect(paths(createEndpointRows(signal(FOUND)))).toEqual(['/cart', '/api/products', '/events']);
  });

  it('puts the surest first when sorted by confidence, then the least sure, then as found again', () => {
    const results = createEndpointRows(signal(FOUND));
    results.sortBy('confidence');
    expect(paths(results)).toEqual(['/api/products', '/cart', '/events']);
    results.sortBy('confidence');
    expect(paths(results)).toEqual(['/events', '/cart', '/api/products']);
    results.sortBy('confidence');
    expect(results.sorting.value).toBeNull();
  });

  it('leaves the found endpoints in their own order whatever the table is sorted by', () => {
    const found = [...FOUND];
    const results = createEndpointRows(signal(found));
    results.sortBy('path');
    expect(paths(results)).toEqual(['/api/products', '/cart', '/events']);
    expect(found).toEqual(FOUND);
  });

  it.each([
    ['PRODUCTS', ['/api/products']],
    ['sse', ['/events']],
    ['get event', ['/events']],
    ['wrapper', []],
  ])('keeps what holds every word of %j', (filter, expected) => {
    const results = createEndpointRows(signal(FOUND));
    results.filterBy(filter);
    expect(paths(results)).toEqual(expected);
  });

  it('clears a filter that would hide the row it is asked to show', () => {
    const results = createEndpointRows(signal(FOUND));
    const [first] = FOUND;
    if (!first) throw new Error('There is no first endpoint.');
    results.filterBy('nothing');
    results.reveal(keyOf(first));
    expect(paths(results)).toContain('/cart');
    expect(results.expanded.value.has(keyOf(first))).toBe(true);
  });

  it('shows path parameters as they are named, not percent-encoded', () => {
    expect(splitUrl('https://shop.example/users/{id}?q={query}')).toEqual({
      origin: 'https://shop.example',
      path: '/users/{id}?q={query}',
    });
  });
});

function endpoint(
  method: string,
  url: string,
  confidence: number,
  technique: string,
  apiType: Endpoint['api_type'] = 'rest',
): Endpoint {
  return {
    url,
    method,
    api_type: apiType,
    confidence,
    parameters: { path: [], query: [], body: {} },
    source: [{ file: 'https://shop.example/app.js', technique }],
  };
}

function paths(results: ReturnType<typeof createEndpointRows>): string[] {
  return results.rows.value.map(({ url }) => splitUrl(url).path);
}
