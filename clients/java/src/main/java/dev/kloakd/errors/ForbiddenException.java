package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** 403: another organization's resource, or a read-only key on a write. */
public class ForbiddenException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public ForbiddenException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }
}
