import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../shared/discovery.ts';
import { layOutPaths } from '../../../web/ui/path-tree.ts';

describe('the map of paths', () => {
  it('makes one line of pieces between which nothing branches off', () => {
    expect(draw(['https://a.example/api/v1/users', 'https://a.example/api/v1/users/{id}'])).toEqual(
      ['https://a.example', '  /api/v1/users GET', '    /{id} GET'],
    );
  });

  it('branches where paths part, in the order of the alphabet', () => {
    expect(draw(['https://a.example/b/y', 'https://a.example/b/x', 'https://a.example/a'])).toEqual(
      ['https://a.example', '  /a GET', '  /b', '    /x GET', '    /y GET'],
    );
  });

  it('keeps origins apart', () => {
    expect(draw(['https://a.example/x', 'wss://b.example/x'])).toEqual([
      'https://a.example',
      '  /x GET',
      'wss://b.example',
      '  /x GET',
    ]);
  });

  it('puts an endpoint at the root on its origin', () => {
    expect(draw(['https://a.example/'])).toEqual(['https://a.example GET']);
  });

  it('does not confuse a path with the names of objects’ own members', () => {
    expect(draw(['https://a.example/__proto__/constructor'])).toEqual([
      'https://a.example',
      '  /__proto__/constructor GET',
    ]);
  });

  it('hangs every line from the line above it that it belongs to', () => {
    const lines = layOutPaths(['https://a.example/b/x', 'https://a.example/b/y'].map(endpoint));
    expect(lines.map(({ parent }) => parent)).toEqual([-1, 0, 1, 1]);
  });
});

function draw(urls: string[]): string[] {
  return layOutPaths(urls.map(endpoint)).map(({ depth, label, endpoints }) =>
    [`${'  '.repeat(depth)}${label}`, ...endpoints.map(({ method }) => method)].join(' '),
  );
}

function endpoint(url: string): Endpoint {
  const parameters = { path: [], query: [], body: {} };
  return { url, method: 'GET', api_type: 'rest', confidence: 0.9, parameters, source: [] };
}
