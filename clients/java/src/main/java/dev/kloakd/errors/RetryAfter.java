package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    /** Empty where there is no header, or it is neither a positive number nor a date to come. */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after").map(text -> read(text, now)).filter(wait -> wait.toMillis() > 0);
    }

    private static Duration read(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            return Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
