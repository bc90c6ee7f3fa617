import { quoteByUnit as quote, type CodeInput } from './input.ts';

/** TypeScript for Node, Deno, Bun or a browser that requests the discovery. */
export function typescriptCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'process.env.KLOAKD_API_KEY' : quote(apiKey);
  const organization = apiKey === null ? 'process.env.KLOAKD_ORG_ID' : quote(organizationId);
  return `const apiKey = ${key};
const organization = ${organization};

const response = await fetch(
  ${quote(`${baseUrl}/api/v1/organizations/`)} + organization + "/skanyr/discover",
  {
    method: "POST",
    headers: {
      Authorization: "Bearer " + apiKey,
      "X-Kloakd-Organization": String(organization),
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ url: ${quote(url)} }),
    signal: AbortSignal.timeout(30_000),
  },
);
if (!response.ok) throw new Error(await response.text());

const { endpoints } = (await response.json()) as {
  endpoints: { method: string; url: string }[];
};
for (const { method, url } of endpoints) console.log(method, url);
`;
}
