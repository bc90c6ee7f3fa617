import type { Language } from '../../../shared/code-languages.ts';
import { goClient, javaClient, pythonClient, typescriptClient } from './clients.ts';
import { curlCode } from './curl.ts';
import { goCode } from './go.ts';
import type { CodeInput } from './input.ts';
import { javaCode } from './java.ts';
import { pythonCode } from './python.ts';
import { typescriptCode } from './typescript.ts';

type Render = (input: CodeInput) => string;

/**
 * `render` uses what the language brings; `client` is the same by our client of that language. For the build and for
 * tests: pages have what the build made of them, see `example.ts`.
 */
export const CODE: Record<Language, { render: Render; client?: Render }> = {
  curl: { render: curlCode },
  python: { render: pythonCode, client: pythonClient },
  typescript: { render: typescriptCode, client: typescriptClient },
  go: { render: goCode, client: goClient },
  java: { render: javaCode, client: javaClient },
};
