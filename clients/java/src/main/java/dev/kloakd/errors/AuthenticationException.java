package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** 401: the key is missing, unknown, revoked or expired. */
public class AuthenticationException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public AuthenticationException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }
}
