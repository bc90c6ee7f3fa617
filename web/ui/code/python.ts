import { quoteByCodePoint as quote, type CodeInput } from './input.ts';

/** A Python 3 script that requests the discovery with the standard library alone. */
export function pythonCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'os.environ["KLOAKD_API_KEY"]' : quote(apiKey);
  const organization = apiKey === null ? 'os.environ["KLOAKD_ORG_ID"]' : quote(organizationId);
  return `import json
${apiKey === null ? 'import os\n' : ''}import urllib.request

api_key = ${key}
organization = ${organization}

request = urllib.request.Request(
    ${quote(`${baseUrl}/api/v1/organizations/`)} + organization + "/skanyr/discover",
    data=json.dumps({"url": ${quote(url)}}).encode(),
    headers={
        "Authorization": "Bearer " + api_key,
        "X-Kloakd-Organization": organization,
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request, timeout=30) as response:
    discovery = json.load(response)

for endpoint in discovery["endpoints"]:
    print(endpoint["method"], endpoint["url"])
`;
}
