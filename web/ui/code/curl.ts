import type { CodeInput } from './input.ts';

/** A curl command for a POSIX shell that requests the discovery. */
export function curlCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const base = escapeInDoubleQuotes(baseUrl);
  const organization = apiKey === null ? '$KLOAKD_ORG_ID' : escapeInDoubleQuotes(organizationId);
  const key = apiKey === null ? '$KLOAKD_API_KEY' : escapeInDoubleQuotes(apiKey);
  return `curl --fail-with-body --max-time 30 \\
  "${base}/api/v1/organizations/${organization}/skanyr/discover" \\
  -H "Authorization: Bearer ${key}" \\
  -H "X-Kloakd-Organization: ${organization}" \\
  -H "Content-Type: application/json" \\
  --data-raw ${inSingleQuotes(asciiJson({ url }))}
`;
}

// Escapes all but printable ASCII: a terminal would hide some characters, or reverse the text after them.
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Inside single quotes a POSIX shell reads every character as itself, except the quote. */
function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function escapeInDoubleQuotes(text: string): string {
  return text.replace(/["\\$`]/g, '\\$&');
}
