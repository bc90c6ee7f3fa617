package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** 429: a short window or a quota is used up. Where {@code retryAfter} is empty, waiting does not help. */
public class RateLimitException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public RateLimitException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }
}
