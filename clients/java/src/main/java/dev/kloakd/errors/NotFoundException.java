package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** 404: no such route, or no such resource in this organization. */
public class NotFoundException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public NotFoundException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }
}
