import type { CodeInput } from './input.ts';
import { escapeByCodePoint, escapeByUnit, escapeForJava } from './quote.ts';

const VARIABLES = 'Reads KLOAKD_API_KEY and KLOAKD_ORG_ID.';

/** The arguments of a client, under its language's names. Without the key where the environment contains it. */
function settings(
  { baseUrl, organizationId, apiKey }: CodeInput,
  [key, organization, base]: readonly [string, string, string],
  line: (name: string, value: string) => string,
): string {
  const credentials = apiKey === null ? '' : line(key, apiKey) + line(organization, organizationId);
  return credentials + line(base, baseUrl);
}

const note = (apiKey: string | null, start: string): string =>
  apiKey === null ? `${start} ${VARIABLES}\n` : '';

/** The discovery by our TypeScript client, which pages by itself. */
export function typescriptClient(input: CodeInput): string {
  const names = ['apiKey', 'organizationId', 'baseUrl'] as const;
  return `// npm install kloakd
import { Kloakd } from "kloakd";

${note(input.apiKey, '//')}const client = new Kloakd({
${settings(input, names, (name, value) => `  ${name}: "${escapeByUnit(value)}",\n`)}});
for await (const { method, url } of client.skanyr.endpoints("${escapeByUnit(input.url)}")) {
  console.log(method, url);
}
`;
}

export function pythonClient(input: CodeInput): string {
  const names = ['api_key', 'organization_id', 'base_url'] as const;
  return `# pip install kloakd
from kloakd import Kloakd

${note(input.apiKey, '#')}client = Kloakd(
${settings(input, names, (name, value) => `    ${name}="${escapeByCodePoint(value)}",\n`)})
for endpoint in client.skanyr.endpoints("${escapeByCodePoint(input.url)}"):
    print(endpoint.method, endpoint.url)
`;
}

export function goClient(input: CodeInput): string {
  const names = ['APIKey', 'OrganizationID', 'BaseURL'] as const;
  return `// go get github.com/kloakd/kloakd-go
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/kloakd/kloakd-go"
)

func main() {
${note(input.apiKey, '\t//')}	client := kloakd.MustNew(kloakd.Config{
${settings(input, names, (name, value) => `\t\t${name}: "${escapeByCodePoint(value)}",\n`)}	})
	endpoints := client.Skanyr.Endpoints(context.Background(), "${escapeByCodePoint(input.url)}", nil)
	for endpoints.Next() {
		fmt.Println(endpoints.Endpoint().Method, endpoints.Endpoint().URL)
	}
	if err := endpoints.Err(); err != nil {
		log.Fatal(err)
	}
}
`;
}

export function javaClient(input: CodeInput): string {
  const names = ['apiKey', 'organizationId', 'baseUrl'] as const;
  return `// dev.kloakd:kloakd
import dev.kloakd.Kloakd;
import dev.kloakd.models.Endpoint;

public class Discover {
    public static void main(String[] args) {
${note(input.apiKey, '        //')}        Kloakd client = Kloakd.builder()
${settings(input, names, (name, value) => `            .${name}("${escapeForJava(value)}")\n`)}            .build();
        for (Endpoint endpoint : client.skanyr().endpoints("${escapeForJava(input.url)}")) {
            System.out.println(endpoint.method() + " " + endpoint.url());
        }
    }
}
`;
}
