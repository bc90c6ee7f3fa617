package dev.kloakd.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@DisplayName("Retry-After")
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<Duration> read(String text) {
        return RetryAfter.of(HttpHeaders.of(Map.of("Retry-After", List.of(text)), (name, value) -> true), NOW);
    }

    @Test
    @DisplayName("is read as seconds")
    void readsSeconds() {
        assertEquals(Optional.of(Duration.ofSeconds(41)), read("41"));
    }

    @Test
    @DisplayName("is read as a date")
    void readsDate() {
        assertEquals(Optional.of(Duration.ofSeconds(90)), read("Thu, 01 Jan 2026 00:01:30 GMT"));
    }

    @ParameterizedTest
    @DisplayName("is no time to wait where it is nothing, over, or no time at all")
    @ValueSource(strings = {"0", "-5", "", "soon", "1e3", "99999999999", "Wed, 31 Dec 2025 23:59:59 GMT"})
    void readsNothing(String text) {
        assertEquals(Optional.empty(), read(text));
    }
}
