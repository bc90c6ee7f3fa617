package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A saved discovery configuration.
 *
 * @param sessionId its ID
 * @param name its name
 * @param url the address to discover; null where it was saved without one
 * @param options how to discover it
 * @param jobId the discovery it is tied to; null where there is none
 * @param status {@code active} or {@code ended}
 * @param createdAt RFC 3339
 */
public record Session(
        @JsonProperty("session_id") String sessionId,
        String name,
        String url,
        SessionOptions options,
        @JsonProperty("job_id") String jobId,
        String status,
        @JsonProperty("created_at") String createdAt) {
    /** {@return how to discover it} */
    @Override
    public SessionOptions options() {
        return options == null ? new SessionOptions(null) : options;
    }
}
