package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * An HTTP endpoint that was found.
 *
 * @param url absolute; unknown parts are named, as in {@code /users/{id}}
 * @param method upper-case HTTP method
 * @param apiType {@code rest}, {@code graphql}, {@code websocket}, {@code sse}, {@code rpc}, {@code soap},
 *     {@code odata}, or one that is newer than this client
 * @param confidence 0 to 1
 * @param parameters what the endpoint takes
 * @param source why the service believes in it
 */
public record Endpoint(
        String url,
        String method,
        @JsonProperty("api_type") String apiType,
        double confidence,
        Parameters parameters,
        List<Evidence> source) {
    /** {@return what the endpoint takes} */
    @Override
    public Parameters parameters() {
        return parameters == null ? new Parameters(null, null, null) : parameters;
    }

    /** {@return why the service believes in it} */
    @Override
    public List<Evidence> source() {
        return Absent.list(source);
    }
}
