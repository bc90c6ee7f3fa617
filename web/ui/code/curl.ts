import { PAGE_SIZE, type CodeInput } from './input.ts';
import { escapeForShell, escapeJsonForShell } from './quote.ts';

/** A curl command for a POSIX shell that requests the discovery. */
export function curlCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const base = escapeForShell(baseUrl);
  const organization = apiKey === null ? '$KLOAKD_ORG_ID' : escapeForShell(organizationId);
  const key = apiKey === null ? '$KLOAKD_API_KEY' : escapeForShell(apiKey);
  return `# While the answer says "has_more":true, ask for the next page: "offset":${PAGE_SIZE}
curl --fail-with-body --max-time 30 \\
  "${base}/api/v1/organizations/${organization}/skanyr/discover" \\
  -H "Authorization: Bearer ${key}" \\
  -H "X-Kloakd-Organization: ${organization}" \\
  -H "Content-Type: application/json" \\
  --data-raw '{"url":"${escapeJsonForShell(url)}","limit":${PAGE_SIZE},"offset":0}'
`;
}
