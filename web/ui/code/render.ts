import type { Language } from '../../../shared/code-languages.ts';
import { goClient, javaClient, pythonClient, typescriptClient } from './clients.ts';
import { curlCode } from './curl.ts';
import { goCode } from './go.ts';
import type { CodeInput } from './input.ts';
import { javaCode } from './java.ts';
import { pythonCode } from './python.ts';
import { typescriptCode } from './typescript.ts';

type Render = (input: CodeInput) => string;

/** `client`: the same by our client of that language. */
export const CODE: Record<Language, { label: string; render: Render; client?: Render }> = {
  curl: { label: 'curl', render: curlCode },
  python: { label: 'Python', render: pythonCode, client: pythonClient },
  typescript: { label: 'TypeScript', render: typescriptCode, client: typescriptClient },
  go: { label: 'Go', render: goCode, client: goClient },
  java: { label: 'Java', render: javaCode, client: javaClient },
};
