import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../../shared/code-languages.ts';

export const TABS = ['result', 'map', 'code', 'raw'] as const;
export type Tab = (typeof TABS)[number];

/** Which panel is selected, and its settings. */
export interface View {
  tab: ReadonlySignal<Tab>;
  language: ReadonlySignal<Language>;
  /** The code holds the visitor's key; otherwise it reads environment variables. */
  codeWithKey: ReadonlySignal<boolean>;
  selectTab: (tab: Tab) => void;
  selectLanguage: (language: Language) => void;
  setCodeWithKey: (isWithKey: boolean) => void;
}

export function createView(): View {
  const tab = signal<Tab>('result');
  const language = signal<Language>('curl');
  const codeWithKey = signal(false);
  return {
    tab,
    language,
    codeWithKey,
    selectTab: (next) => (tab.value = next),
    selectLanguage: (next) => (language.value = next),
    setCodeWithKey: (isWithKey) => (codeWithKey.value = isWithKey),
  };
}
