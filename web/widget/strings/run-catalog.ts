import { computed } from '@preact/signals';
import { language } from './catalog.ts';
import { enRun, type RunStrings } from './en-run.ts';
import type { Language } from './languages.ts';

const CATALOGS: Record<Language, RunStrings> = { en: enRun };

/** The texts of what is fetched after the first paint. */
export const runStrings = computed(() => CATALOGS[language.value]);
