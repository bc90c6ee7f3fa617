import { signal, type Signal } from '@preact/signals';

export const TABS = ['result', 'map', 'code', 'raw'] as const;
export type Tab = (typeof TABS)[number];

export const LANGUAGES = ['curl', 'python', 'typescript', 'go', 'java'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which of the panels is looked at, and how. */
export interface View {
  tab: Signal<Tab>;
  language: Signal<Language>;
  /** The code holds the visitor's key; otherwise it reads environment variables. */
  codeWithKey: Signal<boolean>;
}

export function createView(): View {
  return {
    tab: signal<Tab>('result'),
    language: signal<Language>('curl'),
    codeWithKey: signal(false),
  };
}
