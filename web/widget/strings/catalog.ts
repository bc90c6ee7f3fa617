import { batch, computed, signal } from '@preact/signals';
import type { Language } from '../../../shared/languages.ts';
import type { Strings } from '../texts/en.ts';
import type { RunStrings } from '../texts/run-en.ts';

/** What a language is fetched with: a small chunk for the first paint, and the rest before the first run. */
interface Texts {
  first(): Promise<Strings>;
  run(): Promise<RunStrings>;
}

const TEXTS: Record<Language, Texts> = {
  en: {
    first: async () => (await import('../texts/en.ts')).en,
    run: async () => (await import('../texts/run-en.ts')).runEn,
  },
  es: {
    first: async () => (await import('../texts/es.ts')).es,
    run: async () => (await import('../texts/run-es.ts')).runEs,
  },
  de: {
    first: async () => (await import('../texts/de.ts')).de,
    run: async () => (await import('../texts/run-de.ts')).runDe,
  },
  fr: {
    first: async () => (await import('../texts/fr.ts')).fr,
    run: async () => (await import('../texts/run-fr.ts')).runFr,
  },
  ja: {
    first: async () => (await import('../texts/ja.ts')).ja,
    run: async () => (await import('../texts/run-ja.ts')).runJa,
  },
  ar: {
    first: async () => (await import('../texts/ar.ts')).ar,
    run: async () => (await import('../texts/run-ar.ts')).runAr,
  },
};

const shown = signal<Language>('en');
const first = signal<Strings | null>(null);
const run = signal<RunStrings | null>(null);

/** The language that is shown. */
export const language = computed(() => shown.value);

/** The texts of the first paint and of how it ends. */
export const strings = computed(() => loaded(first.value));

/** The texts of a run, of its failures and of the panels. */
export const runStrings = computed(() => loaded(run.value));

function loaded<T>(texts: T | null): T {
  if (texts === null) throw new Error('Texts are shown before they are loaded.');
  return texts;
}

/** Fetches the texts of the first paint, and shows them. Where the others are shown already, they change with them. */
export async function loadStrings(wanted: Language): Promise<void> {
  const [texts, runTexts] = await Promise.all([
    TEXTS[wanted].first(),
    run.value && TEXTS[wanted].run(),
  ]);
  batch(() => {
    shown.value = wanted;
    first.value = texts;
    run.value = runTexts;
  });
}

/** Fetches the other texts of the language that is shown. */
export async function loadRunStrings(): Promise<void> {
  run.value ??= await TEXTS[shown.value].run();
}
