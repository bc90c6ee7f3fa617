import type { Language } from '../../../shared/code-languages.ts';
import { curlCode } from './curl.ts';
import { goCode } from './go.ts';
import type { CodeInput } from './input.ts';
import { javaCode } from './java.ts';
import { pythonCode } from './python.ts';
import { typescriptCode } from './typescript.ts';

export const CODE: Record<Language, { label: string; render: (input: CodeInput) => string }> = {
  curl: { label: 'curl', render: curlCode },
  python: { label: 'Python', render: pythonCode },
  typescript: { label: 'TypeScript', render: typescriptCode },
  go: { label: 'Go', render: goCode },
  java: { label: 'Java', render: javaCode },
};
