import type { CodeInput } from './input.ts';

/** A Java 11+ program of one file that requests the discovery: `java Discover.java`. */
export function javaCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'System.getenv("KLOAKD_API_KEY")' : javaQuote(apiKey);
  const organization =
    apiKey === null ? 'System.getenv("KLOAKD_ORG_ID")' : javaQuote(organizationId);
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class Discover {
    public static void main(String[] args) throws Exception {
        String apiKey = ${key};
        String organization = ${organization};
        String body = ${javaQuote(JSON.stringify({ url }))};

        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create(${javaQuote(`${baseUrl}/api/v1/organizations/`)} + organization + "/skanyr/discover"))
            .header("Authorization", "Bearer " + apiKey)
            .header("X-Kloakd-Organization", organization)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();

        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new RuntimeException(response.statusCode() + ": " + response.body());
        }
        System.out.println(response.body());
    }
}
`;
}

/**
 * Java replaces \u escapes before it splits the source into tokens, so an escaped quote or line feed would
 * end the literal. Characters below 0x80 are therefore written as octal escapes, which Java reads later.
 */
export function javaQuote(text: string): string {
  const units = text.split('').map((unit) => {
    const code = unit.charCodeAt(0);
    if (unit === '"' || unit === '\\') return `\\${unit}`;
    if (code >= 0x80) return `\\u${code.toString(16).padStart(4, '0')}`;
    return code >= 0x20 && code < 0x7f ? unit : `\\${code.toString(8).padStart(3, '0')}`;
  });
  return `"${units.join('')}"`;
}
