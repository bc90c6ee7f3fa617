import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../../shared/code-languages.ts';

export const TABS = ['result', 'map', 'code', 'raw', 'history'] as const;
export type Tab = (typeof TABS)[number];

/** Which panel is selected, and its settings. */
export interface View {
  tab: ReadonlySignal<Tab>;
  language: ReadonlySignal<Language>;
  /** The code holds the visitor's key; otherwise it reads environment variables. */
  codeWithKey: ReadonlySignal<boolean>;
  /** The code uses our client where the language has one. */
  codeWithClient: ReadonlySignal<boolean>;
  selectTab: (tab: Tab) => void;
  selectLanguage: (language: Language) => void;
  setCodeWithKey: (isWithKey: boolean) => void;
  setCodeWithClient: (isWithClient: boolean) => void;
}

export function createView(): View {
  const tab = signal<Tab>('result');
  const language = signal<Language>('curl');
  const codeWithKey = signal(false);
  const codeWithClient = signal(false);
  return {
    tab,
    language,
    codeWithKey,
    codeWithClient,
    selectTab: (next) => (tab.value = next),
    selectLanguage: (next) => (language.value = next),
    setCodeWithKey: (isWithKey) => (codeWithKey.value = isWithKey),
    setCodeWithClient: (isWithClient) => (codeWithClient.value = isWithClient),
  };
}
