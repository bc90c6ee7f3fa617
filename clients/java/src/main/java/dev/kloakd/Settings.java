package dev.kloakd;

import dev.kloakd.errors.ConfigurationException;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a client is configured. No record: its text would show the key. */
final class Settings {
    final String apiKey;
    final String organizationId;
    final String baseUrl;
    final Duration timeout;
    final int maxRetries;

    private Settings(String apiKey, String organizationId, String baseUrl, Duration timeout, int maxRetries) {
        this.apiKey = apiKey;
        this.organizationId = organizationId;
        this.baseUrl = baseUrl;
        this.timeout = positive(timeout);
        this.maxRetries = maxRetries;
    }

    /** Takes what is given, else the variable. */
    static Settings of(Kloakd.Builder given, UnaryOperator<String> variables) {
        String apiKey = either(given.apiKey, variables.apply("KLOAKD_API_KEY"));
        String organizationId = either(given.organizationId, variables.apply("KLOAKD_ORG_ID"));
        if (apiKey == null || organizationId == null) {
            throw new ConfigurationException(
                    "Give apiKey and organizationId, or set the variables KLOAKD_API_KEY and KLOAKD_ORG_ID.");
        }
        // The HTTP client would refuse such a header with a message that shows the key.
        if (!isVisibleAscii(apiKey) || !isVisibleAscii(organizationId)) {
            throw new ConfigurationException("apiKey or organizationId has a space, a line end or a character that is "
                    + "not ASCII, such as the line end of the file that it was read from.");
        }
        String baseUrl = readBaseUrl(either(given.baseUrl, variables.apply("KLOAKD_BASE_URL")));
        return new Settings(apiKey, organizationId, baseUrl, given.timeout, given.maxRetries);
    }

    Settings withTimeout(Duration timeout) {
        return new Settings(apiKey, organizationId, baseUrl, timeout, maxRetries);
    }

    String organizationPath() {
        return "/api/v1/organizations/" + Request.segment(organizationId);
    }

    /** HTTP/2 only where TLS agrees on it: over plain HTTP it costs an upgrade request that some proxies refuse. */
    static HttpClient newHttpClient(String baseUrl) {
        boolean isSecure = baseUrl.toLowerCase(Locale.ROOT).startsWith("https:");
        return HttpClient.newBuilder()
                .version(isSecure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static String either(String given, String variable) {
        String value = given == null || given.isEmpty() ? variable : given;
        return value == null || value.isEmpty() ? null : value;
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(character -> character > ' ' && character < 127);
    }

    private static String readBaseUrl(String text) {
        if (text == null) {
            throw new ConfigurationException(
                    "Give baseUrl, the origin of the service, or set the variable KLOAKD_BASE_URL.");
        }
        if (!isHttp(text)) {
            throw new ConfigurationException("baseUrl is \"" + text + "\", but must be an http(s) URL.");
        }
        return text.replaceAll("/+$", "");
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && uri.getScheme().matches("(?i)https?");
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new ConfigurationException("The timeout is " + timeout + ", but must be longer than nothing.");
        }
        return timeout;
    }
}
