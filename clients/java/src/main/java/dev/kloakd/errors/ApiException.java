package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** Any other error of the service. */
public class ApiException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public ApiException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }
}
