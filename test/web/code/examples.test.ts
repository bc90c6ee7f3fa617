import { describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../../shared/code-languages.ts';
import { colourExamples } from '../../../web/build/code-examples.ts';
import { CODE } from '../../../web/ui/code/render.ts';

// As the build gives them to the pages.
vi.mock('virtual:code-examples', async () => ({ default: await colourExamples() }));
const { exampleOf, hasClient } = await import('../../../web/ui/code/example.ts');

const HOSTILE =
  'https://a.example/\'"`$(id)$HOME\\u0022\\n%s{}!!\u2028\u202E\u0000\r\n\té😀àéíë"+x+"/*#<b>';
const INPUT = {
  baseUrl: 'https://play.example',
  organizationId: '3f0c9a52-6d1e-4b7a-9c55-0f8a1de2b6c4',
  url: HOSTILE,
};
const KEYS = [null, 'sk-test-Zq3vT8mN1xRk5LwP7yBdG2hJ9cFsA4Kd93Fp'];

const joined = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');

describe('the coloured code that the pages show', () => {
  for (const language of LANGUAGES) {
    it(`is in ${language} the template, letter by letter, whatever the address holds`, () => {
      for (const apiKey of KEYS) {
        const input = { ...INPUT, apiKey };
        const { render, client } = CODE[language];
        expect(joined(exampleOf(language, false, input))).toBe(render(input));
        expect(joined(exampleOf(language, true, input))).toBe((client ?? render)(input));
      }
      expect(hasClient(language)).toBe(CODE[language].client !== undefined);
    });

    it(`has in ${language} the address within a piece that is a string`, () => {
      const pieces = exampleOf(language, false, { ...INPUT, apiKey: null });
      const held = pieces.filter(({ text }) => text.includes('a.example'));
      expect(held.map(({ kind }) => kind)).toEqual(['string']);
    });
  }

  it('marks keywords, comments, functions and constants too', () => {
    const kinds = new Set(
      exampleOf('python', false, { ...INPUT, apiKey: null }).map(({ kind }) => kind),
    );
    expect([...kinds].toSorted()).toEqual([
      'comment',
      'constant',
      'function',
      'keyword',
      'plain',
      'string',
    ]);
  });
});
