package dev.kloakd;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One limit of the {@code RateLimit} header of the latest answer.
 *
 * @param name its name
 * @param remaining what is left
 * @param resetsIn null where the limit never resets
 */
public record RateLimit(String name, long remaining, Duration resetsIn) {
    private static final Pattern ITEM = Pattern.compile("\"([^\"]{1,100})\"((?:;\\w+=[^;,]*)*)");
    private static final Pattern REMAINING = Pattern.compile(";r=(\\d{1,18})");
    private static final Pattern RESETS = Pattern.compile(";t=(\\d{1,15})");

    /** Reads {@code "lifetime";r=7, "burst";r=58;t=41} (draft-ietf-httpapi-ratelimit-headers-11). */
    static Optional<List<RateLimit>> read(HttpHeaders headers) {
        if (headers.firstValue("ratelimit").isEmpty()) {
            return Optional.empty();
        }
        List<RateLimit> limits = new ArrayList<>();
        Matcher item = ITEM.matcher(String.join(", ", headers.allValues("ratelimit")));
        while (item.find()) {
            Duration resetsIn = number(RESETS, item.group(2)).map(Duration::ofSeconds).orElse(null);
            String name = item.group(1);
            number(REMAINING, item.group(2)).ifPresent(left -> limits.add(new RateLimit(name, left, resetsIn)));
        }
        return Optional.of(List.copyOf(limits));
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
