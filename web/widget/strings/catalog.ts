import { computed, signal } from '@preact/signals';
import { en, type Strings } from './en.ts';
import { DIRECTIONS, LANGUAGE_TAGS, type Language } from './languages.ts';

const CATALOGS: Record<Language, Strings> = { en };

/** The language that is shown. */
export const language = signal<Language>('en');

/** The texts that components render; a component that reads it is rendered again when it changes. */
export const strings = computed(() => CATALOGS[language.value]);

/** Takes the first of the wanted languages that there is, and tells the document. */
export function useLanguage(wanted: readonly string[], root: HTMLElement): void {
  const known = wanted
    .map((tag) => tag.split('-')[0])
    .map((short) => LANGUAGE_TAGS.find((tag) => tag === short))
    .find((tag) => tag !== undefined);
  language.value = known ?? 'en';
  root.lang = language.value;
  // Styles use logical properties only, so this is all that a right-to-left language needs.
  root.dir = DIRECTIONS[language.value];
}
