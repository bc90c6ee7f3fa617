import { PAGE_SIZE, type CodeInput } from './input.ts';
import { escapeByUnit as escape } from './quote.ts';

/** TypeScript for Node, Deno, Bun or a browser that requests the discovery. */
export function typescriptCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'process.env.KLOAKD_API_KEY' : `"${escape(apiKey)}"`;
  const organization =
    apiKey === null ? 'process.env.KLOAKD_ORG_ID' : `"${escape(organizationId)}"`;
  return `const apiKey = ${key};
const organization = ${organization};

// All pages are of one discovery.
for (let offset = 0, hasMore = true; hasMore; offset += ${PAGE_SIZE}) {
  const response = await fetch(
    "${escape(baseUrl)}/api/v1/organizations/" + organization + "/skanyr/discover",
    {
      method: "POST",
      headers: {
        Authorization: "Bearer " + apiKey,
        "X-Kloakd-Organization": String(organization),
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ url: "${escape(url)}", limit: ${PAGE_SIZE}, offset }),
      signal: AbortSignal.timeout(30_000),
    },
  );
  if (!response.ok) throw new Error(await response.text());

  const page = (await response.json()) as {
    endpoints: { method: string; url: string }[];
    has_more: boolean;
  };
  for (const { method, url } of page.endpoints) console.log(method, url);
  hasMore = page.has_more;
}
`;
}
