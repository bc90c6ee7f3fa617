/** The languages of the widget, as BCP 47 tags. */
export const LANGUAGES = ['en', 'es', 'de', 'fr', 'ja', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export const DIRECTIONS: Record<Language, 'ltr' | 'rtl'> = {
  en: 'ltr',
  es: 'ltr',
  de: 'ltr',
  fr: 'ltr',
  ja: 'ltr',
  ar: 'rtl',
};

/** The first of the wanted tags that there are texts for, by its language: `de-AT` gives `de`. English if none has. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const known = wanted
    .map((tag) => tag.split('-')[0]?.toLowerCase())
    .map((primary) => LANGUAGES.find((language) => language === primary))
    .find((language) => language !== undefined);
  return known ?? 'en';
}
