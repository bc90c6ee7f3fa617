package dev.kloakd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kloakd.errors.ConfigurationException;
import dev.kloakd.errors.ConnectionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.http.HttpClient;

@Timeout(30)
@DisplayName("The key")
class KeyTest {
    private static final String KEY = "sk-live-topsecret";

    private static Kloakd.Builder builder() {
        return Kloakd.builder().apiKey(KEY).organizationId("o1").baseUrl("http://127.0.0.1:1").maxRetries(0);
    }

    private static String traceOf(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @DisplayName("a key that cannot be a header is refused by a message that does not show it")
    @ValueSource(strings = {"\n", "\r\nx-other: 1", " and more", "\u2028", "\u00e9"})
    void refusesBadKey(String end) {
        ConfigurationException error = assertThrows(
                ConfigurationException.class, () -> builder().apiKey(KEY + end).build());
        assertFalse(traceOf(error).contains("topsecret"));
    }

    @Test
    @DisplayName("is in no text of the client, its parts, its builder, or a failed connection")
    void isInNoText() throws Exception {
        Kloakd client = builder().build();
        ConnectionException error = assertThrows(ConnectionException.class, () -> client.skanyr().health());
        StringBuilder texts = new StringBuilder(traceOf(error)).append(builder());
        for (Object part : new Object[] {client, client.async(), client.withTimeout(java.time.Duration.ofSeconds(1))}) {
            for (Method method : part.getClass().getDeclaredMethods()) {
                if (method.getParameterCount() == 0 && !method.getName().equals("key")) {
                    method.setAccessible(true);
                    texts.append(method.invoke(part)).append('\n');
                }
            }
        }
        assertTrue(texts.toString().contains("organizationId=o1"));
        assertFalse(texts.toString().contains("topsecret"));
    }

    @Test
    @DisplayName("is not given to an HTTP client that follows redirects")
    void refusesRedirects() {
        HttpClient follows = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        assertThrows(ConfigurationException.class, () -> builder().httpClient(follows).build());
    }

    @Test
    @DisplayName("is not sent to a host whose name goes on in the path")
    void refusesPathWithoutSlash() {
        assertThrows(IllegalArgumentException.class, () -> Request.of("GET", ".evil.example/"));
    }

    @ParameterizedTest
    @DisplayName("is sent to no base URL that is none")
    @ValueSource(strings = {"ftp://api.example", "api.example", "http://", "https://a b", "/api"})
    void refusesBadBaseUrl(String baseUrl) {
        ConfigurationException error =
                assertThrows(ConfigurationException.class, () -> builder().baseUrl(baseUrl).build());
        assertTrue(error.getMessage().contains("http(s)"));
    }

    @Test
    @DisplayName("comes from a variable where the argument is empty")
    void prefersVariableToNothing() {
        Kloakd client = new Kloakd.Builder(name -> "http://variable.example")
                .apiKey("").organizationId("o1").build();
        assertEquals("Kloakd[organizationId=o1, baseUrl=http://variable.example]", client.toString());
    }
}
