import { describe, expect, it } from 'vitest';
import { documentationLeads } from '../../../server/discovery/workers/documentation-strings.ts';
import { growthOf } from '../cpu-time.ts';

const base = 'https://shop.attacker.com/app/';
const urls = (code: string): string[] =>
  documentationLeads(code, base).map(({ kind, url }) => `${kind} ${url}`);

describe('links to documentation in scripts', () => {
  it('are found in menus, whole or at the end of a template', () => {
    expect(
      urls('{name:"OpenApi",url:`${location.protocol}//${location.host}/doc/openapi`}'),
    ).toEqual(['page https://shop.attacker.com/doc/openapi']);
    expect(urls('href="/static/swagger.json"')).toEqual([
      'openapi https://shop.attacker.com/static/swagger.json',
    ]);
  });

  it('are not the libraries of the same name', () => {
    expect(urls('import "/vendor/swagger-ui-bundle.js"; "/css/swagger-ui.css"')).toEqual([]);
  });

  it('are looked for in linear time', () => {
    for (const piece of ['/a', '/', '/swagger', 'swagger/', '/openapi-']) {
      const look = (times: number) => documentationLeads(piece.repeat(times), base);
      expect(growthOf(look, 40_000)).toBeLessThan(3);
    }
  });
});
