import { describe, expect, it } from 'vitest';
import { CODE } from '../../../web/ui/code/render.ts';
import { tokenize } from '../../../web/ui/code/tokens.ts';

const INPUT = {
  baseUrl: 'https://play.example',
  organizationId: 'org',
  apiKey: null,
  url: 'https://with.example/return?for="new"',
};

const ofKind = (code: string, kind: string) =>
  tokenize(code)
    .filter((token) => token.kind === kind)
    .map(({ text }) => text);

describe('the colours of the code examples', () => {
  for (const [language, { render }] of Object.entries(CODE)) {
    it(`add nothing to the code in ${language} and leave nothing out`, () => {
      const code = render(INPUT);
      const joined = tokenize(code).map(({ text }) => text);
      expect(joined.join('')).toBe(code);
    });
  }

  it('mark no word inside a string or an option as a keyword', () => {
    expect(ofKind(CODE.curl.render(INPUT), 'keyword')).toEqual(['curl']);
    expect(ofKind('with open("with") as file', 'keyword')).toEqual(['with', 'as']);
  });
});
