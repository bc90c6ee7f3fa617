package dev.kloakd.errors;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** 403: the plan does not include the module. */
public class NotEntitledException extends ApiStatusException {
    /**
     * Makes one.
     *
     * @param status HTTP status; 0 for an event of a stream
     * @param body the error object of the API
     * @param headers the answer's headers
     */
    public NotEntitledException(int status, Map<String, Object> body, HttpHeaders headers) {
        super(status, body, headers);
    }

    /** {@return the module} */
    public Optional<String> module() {
        return text("module");
    }
}
