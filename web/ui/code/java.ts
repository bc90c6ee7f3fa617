import { PAGE_SIZE, type CodeInput } from './input.ts';
import { escapeByUnit, escapeForJava as escape } from './quote.ts';

/** A Java 11+ program of one file that requests the discovery: `java Discover.java`. */
export function javaCode({ baseUrl, organizationId, apiKey, url }: CodeInput): string {
  const key = apiKey === null ? 'System.getenv("KLOAKD_API_KEY")' : `"${escape(apiKey)}"`;
  const organization =
    apiKey === null ? 'System.getenv("KLOAKD_ORG_ID")' : `"${escape(organizationId)}"`;
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class Discover {
    public static void main(String[] args) throws Exception {
        String apiKey = ${key};
        String organization = ${organization};
        HttpClient client = HttpClient.newHttpClient();

        // All pages are of one discovery.
        boolean hasMore = true;
        for (int offset = 0; hasMore; offset += ${PAGE_SIZE}) {
            String body = "{\\"url\\":\\"${escapeJsonForJava(url)}\\",\\"limit\\":${PAGE_SIZE},\\"offset\\":" + offset + "}";
            HttpRequest request = HttpRequest.newBuilder()
                .uri(URI.create("${escape(baseUrl)}/api/v1/organizations/" + organization + "/skanyr/discover"))
                .header("Authorization", "Bearer " + apiKey)
                .header("X-Kloakd-Organization", organization)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String page = response.body();
            if (response.statusCode() != 200) {
                throw new RuntimeException(response.statusCode() + ": " + page);
            }
            System.out.println(page);
            // Java brings no reader of JSON. The endpoints stand before this field.
            String field = "\\"has_more\\":";
            hasMore = page.startsWith("true", page.lastIndexOf(field) + field.length());
        }
    }
}
`;
}

/** A text of JSON in a literal of Java. */
export function escapeJsonForJava(text: string): string {
  return escape(escapeByUnit(text));
}
