/** The languages that there are texts for. */
export const LANGUAGE_TAGS = ['en'] as const;
export type Language = (typeof LANGUAGE_TAGS)[number];

export const DIRECTIONS: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr' };
