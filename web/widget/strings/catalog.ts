import { signal } from '@preact/signals';
import { en, type Strings } from './en.ts';

interface Catalog {
  /** Writing direction; the styles use logical properties only, so this is all a language needs. */
  dir: 'ltr' | 'rtl';
  strings: Strings;
}

const CATALOGS: Record<string, Catalog> = { en: { dir: 'ltr', strings: en } };

/** The texts that components render; a component that reads it is rendered again when it changes. */
export const strings = signal<Strings>(en);

/** Takes the first of the wanted languages that there is, and tells the document. */
export function useLanguage(wanted: readonly string[], root: HTMLElement): void {
  const tag = wanted.map((language) => language.split('-')[0] ?? '').find((short) => short in CATALOGS);
  const catalog = CATALOGS[tag ?? 'en'];
  if (!catalog) return;
  strings.value = catalog.strings;
  root.lang = tag ?? 'en';
  root.dir = catalog.dir;
}
