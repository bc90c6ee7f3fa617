import { describe, expect, it } from 'vitest';
import { documentationLeads } from '../../../server/discovery/workers/documentation-strings.ts';

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

  // A search that is quadratic in the length of the script takes minutes for these, past the limit of the test.
  it.each(['/a', '/', '/swagger', 'swagger/', '/openapi-'])(
    'are looked for in linear time in a script of %s alone',
    { timeout: 30_000 },
    (piece) => {
      expect(documentationLeads(piece.repeat(300_000), base)).toEqual([]);
    },
  );
});
