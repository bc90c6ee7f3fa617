import { PAGE_SIZE, type CodeInput } from './input.ts';
import { escapeByCodePoint as escape } from './quote.ts';

/** A Python 3 script that requests the discovery with the standard library alone. */
export function pythonCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'os.environ["KLOAKD_API_KEY"]' : `"${escape(apiKey)}"`;
  const organization =
    apiKey === null ? 'os.environ["KLOAKD_ORG_ID"]' : `"${escape(organizationId)}"`;
  return `import json
${apiKey === null ? 'import os\n' : ''}import urllib.request

api_key = ${key}
organization = ${organization}

offset = 0
has_more = True
while has_more:  # All pages are of one discovery.
    request = urllib.request.Request(
        "${escape(baseUrl)}/api/v1/organizations/" + organization + "/skanyr/discover",
        data=json.dumps(
            {"url": "${escape(url)}", "limit": ${PAGE_SIZE}, "offset": offset}
        ).encode(),
        headers={
            "Authorization": "Bearer " + api_key,
            "X-Kloakd-Organization": organization,
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        page = json.load(response)
    for endpoint in page["endpoints"]:
        print(endpoint["method"], endpoint["url"])
    offset += ${PAGE_SIZE}
    has_more = page["has_more"]
`;
}
