import { beforeEach, describe, expect, it } from 'vitest';
import { chooseLanguage, LANGUAGES, type Language } from '../../shared/languages.ts';
import {
  language,
  loadRunStrings,
  loadStrings,
  runStrings,
  strings,
} from '../../web/widget/strings/catalog.ts';
import { acceptedLanguages } from '../../server/routes/accepted-languages.ts';

/** Every text that a language has, with the functions called with small and large numbers. */
function allTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return callWithNumbers(value as (...args: unknown[]) => unknown);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(allTexts);
  return [];
}

function callWithNumbers(text: (...args: unknown[]) => unknown): string[] {
  const problem = { title: 'T', text: 'T', kind: 'unexpected', retryAfterSeconds: 3 };
  return [0, 1, 2, 3, 11, 100, 1234].map((count) =>
    String(
      text.length === 1 && /\{/.test(text.toString().split('=>')[0] ?? '')
        ? text(problem)
        : text(count, 10, true),
    ),
  );
}

describe('the widget’s texts', () => {
  beforeEach(async () => {
    await loadStrings('en');
  });

  it.each(LANGUAGES)(
    'are complete in %s: none is empty, and no number is left out',
    async (tag) => {
      await loadStrings(tag);
      await loadRunStrings();
      expect(language.value).toBe(tag);
      for (const text of [...allTexts(strings.value), ...allTexts(runStrings.value)]) {
        expect(text).not.toBe('');
        expect(text).not.toMatch(/#|undefined|\[object/);
      }
    },
  );

  it('are nowhere left in English by mistake', async () => {
    await loadRunStrings();
    const english = sentences();
    for (const tag of LANGUAGES.filter((other) => other !== 'en')) {
      await loadStrings(tag);
      const same = sentences().filter((text) => english.includes(text));
      expect(same, tag).toEqual([]);
    }
  });

  it('change together when the page changes its language', async () => {
    await loadRunStrings();
    expect(runStrings.value.retry).toBe('Run again');
    await loadStrings('de');
    expect([strings.value.run, runStrings.value.retry]).toEqual(['Starten', 'Noch einmal starten']);
  });

  it.each<[Language, string[]]>([
    ['en', ['1 endpoint', '2 endpoints', '1,234 endpoints']],
    ['de', ['1 Endpunkt', '2 Endpunkte', '1.234 Endpunkte']],
    ['fr', ['1 endpoint', '2 endpoints', '1\u202f234 endpoints']],
    ['ja', ['エンドポイント 1件', 'エンドポイント 2件', 'エンドポイント 1,234件']],
    ['ar', ['نقطة وصول واحدة', 'نقطتا وصول', '1,234 نقطة وصول']],
  ])('write numbers and plural forms as %s does', async (tag, expected) => {
    await loadStrings(tag);
    expect([1, 2, 1234].map(strings.value.endpoints)).toEqual(expected);
  });

  /** Texts of several words: a single one, such as “Code” or “Type”, may be the same word. */
  const sentences = () =>
    [...allTexts(strings.value), ...allTexts(runStrings.value)].filter((text) =>
      /\p{L}+ \p{L}+ \p{L}+/u.test(text),
    );
});

describe('the language of the page', () => {
  it('is the first wanted one that there are texts for, whatever its region and case', () => {
    expect(chooseLanguage(['pt-BR', 'DE-at', 'fr'])).toBe('de');
    expect(chooseLanguage(['pt', 'nl'])).toBe('en');
    expect(chooseLanguage([])).toBe('en');
  });

  it.each([
    ['fr;q=0.5, ja, en;q=0.8', ['ja', 'en', 'fr']],
    ['de-DE,de;q=0.9,en;q=0', ['de-DE', 'de']],
    ['', []],
    ['*', ['*']],
    [';q=1,,es;q=nonsense', []],
  ])('follows the weights of “%s”', (header, expected) => {
    expect(acceptedLanguages(header)).toEqual(expected);
  });

  it('is read from at most twenty entries', () => {
    expect(acceptedLanguages('en,'.repeat(5_000))).toHaveLength(20);
  });
});
