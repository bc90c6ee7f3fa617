package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** 400, 413, 415, 422: something in the request is wrong. */
public class ValidationException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public ValidationException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }

    /** {@return the field that is wrong, where the service knows} */
    public Optional<String> field() {
        return text("field");
    }
}
