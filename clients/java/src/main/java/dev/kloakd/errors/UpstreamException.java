package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** 502: the target site could not be reached. It was not charged. */
public class UpstreamException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public UpstreamException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }

    /** {@return {@code dns}, {@code connect}, {@code tls}, {@code timeout} or {@code http}} */
    public Optional<String> stage() {
        return text("stage");
    }
}
