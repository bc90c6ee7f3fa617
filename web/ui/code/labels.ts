import type { Language } from '../../../shared/code-languages.ts';

export const LABELS: Record<Language, string> = {
  curl: 'curl',
  python: 'Python',
  typescript: 'TypeScript',
  go: 'Go',
  java: 'Java',
};
