import { describe, expect, it } from 'vitest';
import { readSourceMap } from '../../../server/discovery/javascript/leads/source-map.ts';

const where = {
  url: 'https://shop.example/app/main.js.map',
  documentBase: 'https://shop.example/app/',
};

describe('source maps', () => {
  it("gives the application's own sources and no library's", () => {
    const body = JSON.stringify({
      version: 3,
      sources: [
        'webpack://shop/./src/api.ts',
        'webpack://shop/./node_modules/axios/index.js',
        'src/style.css',
        'src/empty.js',
      ],
      sourcesContent: ['export const a: string = "/a"', 'x', 'b{}', null],
      mappings: '',
    });
    expect(readSourceMap({ ...where, body })).toEqual([
      {
        url: expect.stringContaining('src/api.ts'),
        code: 'export const a: string = "/a"',
        kind: 'module',
      },
    ]);
  });

  it('reads maps in sections, and maps that begin with a guard against running them', () => {
    const inner = { version: 3, sources: ['src/a.js'], sourcesContent: ['fetch("/a")'] };
    const body = `)]}'\n${JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: inner }] })}`;
    expect(readSourceMap({ ...where, body })).toHaveLength(1);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"sources":["a.js"]}',
    '{"sources":[1],"sourcesContent":[2]}',
    '{"sections":[null,{"map":7}]}',
  ])('gives nothing for %s', (body) => {
    expect(readSourceMap({ ...where, body })).toEqual([]);
  });
});
