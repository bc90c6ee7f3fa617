import type { Language } from '../../../shared/code-languages.ts';
import { CODE } from '../../../web/ui/code/render.ts';
import { matches } from '../check.ts';
import { ConformanceServer } from '../server.ts';
import { ENDPOINTS } from '../target-site.ts';
import type { PackageInput } from './package-check.ts';

/** Unquoted, it would end a literal, be expanded, or be changed in one of the languages. */
const HOSTILE_URL =
  'https://shop.example/\'"`$HOME\\u0022\\n\\%s%d{}${process.exit(1)}!!\u2028\u202E\r\n\té😀"+System.exit(1)+"/*#';
const ENDPOINT = {
  url: 'https://shop.example/api/found',
  method: 'GET',
  api_type: 'rest',
  confidence: 1,
  parameters: { path: [], query: [], body: {} },
  source: [],
};
const FOUND = { success: true, discovery_id: 'd', url: 'u', total: 1, endpoints: [ENDPOINT] };
const KEY = { apiKey: 'sk-test-code-tab', organizationId: 'organization-1' };

type RunProgram = (
  program: string,
  environment: Readonly<Record<string, string>>,
) => Promise<string>;

/**
 * Runs what the widget's Code tab shows against the service: as plain calls and by our client, with the key in it and
 * with the key in the variables.
 * @throws Error where a program fails, or does not print every endpoint of the site
 */
export async function tryOnService(
  language: Language,
  run: RunProgram,
  { environment, siteUrl }: Pick<PackageInput, 'environment' | 'siteUrl'>,
): Promise<void> {
  const { KLOAKD_API_KEY = '', KLOAKD_ORG_ID = '', KLOAKD_BASE_URL = '' } = environment;
  const input = { baseUrl: KLOAKD_BASE_URL, organizationId: KLOAKD_ORG_ID, url: siteUrl };
  const { render, client = render } = CODE[language];
  for (const template of new Set([render, client])) {
    for (const apiKey of [KLOAKD_API_KEY, null]) {
      const variables: Record<string, string> =
        apiKey === null ? { KLOAKD_API_KEY, KLOAKD_ORG_ID } : {};
      const output = await run(template({ ...input, apiKey }), variables);
      const missing = Array.from(
        { length: ENDPOINTS },
        (_, index) => `/api/v1/part${index}`,
      ).filter((path) => !new RegExp(`${path}\\b`).test(output));
      if (missing.length > 0) {
        throw new Error(
          `The Code tab's program in ${language} leaves out ${missing.join()}: ${output}`,
        );
      }
    }
  }
}

/**
 * Runs what the widget's Code tab shows for a client, with the key in it and with the key in the variables.
 * @param run writes the program where the client is installed, and resolves with what it prints
 * @throws Error where the program fails, or does another call
 */
export async function tryCodeTab(
  language: Exclude<Language, 'curl'>,
  run: RunProgram,
): Promise<void> {
  const server = new ConformanceServer();
  await server.listen();
  const variables = { KLOAKD_API_KEY: KEY.apiKey, KLOAKD_ORG_ID: KEY.organizationId };
  try {
    for (const isWithKey of [true, false]) {
      const baseUrl = server.begin('code-tab', [{ body: FOUND }]);
      const apiKey = isWithKey ? KEY.apiKey : null;
      const input = { ...KEY, baseUrl, apiKey, url: HOSTILE_URL };
      const output = await run(CODE[language].client?.(input) ?? '', isWithKey ? {} : variables);
      const wanted = {
        path: '/api/v1/organizations/organization-1/skanyr/discover',
        headers: { authorization: `Bearer ${KEY.apiKey}` },
        body: { url: HOSTILE_URL },
      };
      const asked = server.seen('code-tab');
      if (asked.length !== 1 || !matches(asked[0], wanted) || !output.includes(ENDPOINT.url)) {
        throw new Error(`The Code tab's program asks ${JSON.stringify(asked)}: ${output}`);
      }
    }
  } finally {
    await server.close();
  }
}
