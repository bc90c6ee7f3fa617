import { expect, it } from 'vitest';
import type { Endpoint } from '../../shared/discovery.ts';
import { compareRuns } from '../../web/ui/compare-runs.ts';

const NOTHING = { added: [], removed: [], changed: [] };

it('an endpoint that only the newer run has was added, one that only the older has was removed', () => {
  const kept = endpoint({ url: 'https://shop.example/kept' });
  const old = endpoint({ url: 'https://shop.example/old' });
  const next = endpoint({ url: 'https://shop.example/next' });
  expect(compareRuns([old, kept], [kept, next])).toEqual({
    added: [next],
    removed: [old],
    changed: [],
  });
});

it('another method at the same address is another endpoint', () => {
  const get = endpoint({ method: 'GET' });
  const post = endpoint({ method: 'POST' });
  expect(compareRuns([get], [get, post])).toEqual({ ...NOTHING, added: [post] });
});

it('parameters that came or went are named, and so is a body parameter of another type', () => {
  const was = endpoint({
    parameters: { path: ['id'], query: ['page', 'sort'], body: { total: 'number' } },
  });
  const is = endpoint({
    parameters: { path: ['id'], query: ['page', 'limit'], body: { total: 'string' } },
  });
  expect(compareRuns([was], [is]).changed).toEqual([
    {
      endpoint: is,
      changes: [
        { property: 'query', gone: ['sort'], come: ['limit'] },
        { property: 'body', gone: ['total number'], come: ['total string'] },
      ],
    },
  ]);
});

it('another type of API is a change', () => {
  const is = endpoint({ api_type: 'graphql' });
  expect(compareRuns([endpoint({})], [is]).changed).toEqual([
    { endpoint: is, changes: [{ property: 'type', gone: ['rest'], come: ['graphql'] }] },
  ]);
});

it('the order of endpoints and parameters, the confidence and the evidence are no change', () => {
  const first = endpoint({ parameters: { path: [], query: ['a', 'b'], body: {} } });
  const second = endpoint({ url: 'https://shop.example/other' });
  const again = endpoint({
    parameters: { path: [], query: ['b', 'a'], body: {} },
    confidence: 0.2,
    source: [{ file: 'https://shop.example/b.js', technique: 'script' }],
  });
  expect(compareRuns([first, second], [second, again])).toEqual(NOTHING);
});

function endpoint(fields: Partial<Endpoint>): Endpoint {
  return {
    url: 'https://shop.example/api',
    method: 'GET',
    api_type: 'rest',
    confidence: 0.9,
    parameters: { path: [], query: [], body: {} },
    source: [],
    ...fields,
  };
}
