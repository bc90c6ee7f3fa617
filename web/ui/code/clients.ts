import { quoteByCodePoint, quoteByUnit, type CodeInput } from './input.ts';
import { javaQuote } from './java.ts';

const VARIABLES = 'Reads KLOAKD_API_KEY and KLOAKD_ORG_ID.';

/** The arguments of a client, by the names that its language gives them; without the key where variables hold it. */
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

/** The discovery by our TypeScript client. */
export function typescriptClient(input: CodeInput): string {
  const names = ['apiKey', 'organizationId', 'baseUrl'] as const;
  return `// npm install kloakd
import { Kloakd } from "kloakd";

${note(input.apiKey, '//')}const client = new Kloakd({
${settings(input, names, (name, value) => `  ${name}: ${quoteByUnit(value)},\n`)}});
const { endpoints } = await client.skanyr.discover(${quoteByUnit(input.url)});
for (const { method, url } of endpoints) console.log(method, url);
`;
}

export function pythonClient(input: CodeInput): string {
  const names = ['api_key', 'organization_id', 'base_url'] as const;
  return `# pip install kloakd
from kloakd import Kloakd

${note(input.apiKey, '#')}client = Kloakd(
${settings(input, names, (name, value) => `    ${name}=${quoteByCodePoint(value)},\n`)})
discovery = client.skanyr.discover(${quoteByCodePoint(input.url)})
for endpoint in discovery.endpoints:
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
${settings(input, names, (name, value) => `\t\t${name}: ${quoteByCodePoint(value)},\n`)}	})
	discovery, err := client.Skanyr.Discover(context.Background(), ${quoteByCodePoint(input.url)}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, endpoint := range discovery.Endpoints {
		fmt.Println(endpoint.Method, endpoint.URL)
	}
}
`;
}

export function javaClient(input: CodeInput): string {
  const names = ['apiKey', 'organizationId', 'baseUrl'] as const;
  return `// dev.kloakd:kloakd
import dev.kloakd.Kloakd;

public class Discover {
    public static void main(String[] args) {
${note(input.apiKey, '        //')}        Kloakd client = Kloakd.builder()
${settings(input, names, (name, value) => `            .${name}(${javaQuote(value)})\n`)}            .build();
        client.skanyr().discover(${javaQuote(input.url)}).endpoints()
            .forEach(endpoint -> System.out.println(endpoint.method() + " " + endpoint.url()));
    }
}
`;
}
