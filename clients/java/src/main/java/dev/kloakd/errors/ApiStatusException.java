package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The service answered with an error. One subclass for each class of the API's error table. */
public abstract class ApiStatusException extends KloakdException {
    private static final Map<String, Factory> BY_CLASS = Map.of(
            "ValidationError", ValidationException::new,
            "AuthenticationError", AuthenticationException::new,
            "ForbiddenError", ForbiddenException::new,
            "NotEntitledError", NotEntitledException::new,
            "NotFoundError", NotFoundException::new,
            "RateLimitError", RateLimitException::new,
            "UpstreamError", UpstreamException::new,
            "ApiError", ApiException::new);
    private static final Map<Integer, Factory> BY_STATUS = Map.of(
            400, ValidationException::new,
            401, AuthenticationException::new,
            403, ForbiddenException::new,
            404, NotFoundException::new,
            413, ValidationException::new,
            415, ValidationException::new,
            422, ValidationException::new,
            429, RateLimitException::new,
            502, UpstreamException::new,
            504, UpstreamException::new);

    /** HTTP status. */
    private final int status;
    /** The error object. */
    private final LinkedHashMap<String, Object> body;
    /** From the error object, else from the header. */
    private final String requestId;
    /** Null where waiting does not help. */
    private final Duration retryAfter;

    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    protected ApiStatusException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(messageOf(status, body), null);
        this.status = status;
        this.body = new LinkedHashMap<>(body);
        this.requestId = text("request_id").or(() -> headers.firstValue("x-request-id")).orElse("");
        this.retryAfter = RetryAfter.of(headers, Instant.now()).orElseGet(() -> seconds(body.get("retry_after")));
    }

    /**
     * Makes the exception of an answer. A class that this version does not know becomes the status's own.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     * @return the exception, to be thrown
     */
    public static ApiStatusException of(int status, Map<String, Object> body, HttpHeaders headers) {
        Factory ofStatus = BY_STATUS.getOrDefault(status, ApiException::new);
        return BY_CLASS.getOrDefault(String.valueOf(body.get("error")), ofStatus).make(status, body, headers);
    }

    /** {@return the HTTP status; 0 where an event of a stream told the error} */
    public int status() {
        return status;
    }

    /**
     * {@return what a program switches on, such as {@code lifetime_quota_exhausted}; empty where the answer was not the
     * API's own}
     */
    public String code() {
        return text("code").orElse("");
    }

    /** {@return what to give to the operator of the service; empty where the answer has none} */
    public String requestId() {
        return requestId;
    }

    /** {@return how long to wait; empty where waiting does not help} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return where to get a larger plan} */
    public Optional<String> upgradeUrl() {
        return text("upgrade_url");
    }

    /** {@return whether the call cost a discovery; empty where the answer does not say} */
    public Optional<Boolean> charged() {
        return body.get("charged") instanceof Boolean charged ? Optional.of(charged) : Optional.empty();
    }

    /** {@return the error object as it came} */
    public Map<String, Object> body() {
        return Collections.unmodifiableMap(body);
    }

    /**
     * Reads a member of the error object.
     *
     * @param name the member
     * @return its value where that is a text
     */
    protected final Optional<String> text(String name) {
        return text(body, name);
    }

    private static Optional<String> text(Map<String, Object> body, String name) {
        return body.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Duration seconds(Object value) {
        return value instanceof Number number && number.doubleValue() > 0
                ? Duration.ofMillis(Math.round(number.doubleValue() * 1000))
                : null;
    }

    private static String messageOf(int status, Map<String, Object> body) {
        String said = text(body, "detail").or(() -> text(body, "title"))
                .orElse("The service answered with status " + status + ".");
        return said + text(body, "code").map(code -> " [" + code + "]").orElse("");
    }

    private interface Factory {
        ApiStatusException make(int status, Map<String, Object> body, HttpHeaders headers);
    }
}
