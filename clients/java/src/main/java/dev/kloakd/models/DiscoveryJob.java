package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A discovery that waits, runs or has ended.
 *
 * @param success whether the call reached its end
 * @param discoveryId its ID, which is its job's too
 * @param url the address that was asked for
 * @param totalEndpoints endpoints found
 * @param endpoints the endpoints of this page
 * @param artifactId where the result is stored; null where there is none
 * @param error why it failed; null where it did not
 * @param hasMore whether there is another page
 * @param total endpoints on all pages
 * @param truncated whether time or requests ran out before everything was read
 * @param requestsMade requests to the target
 * @param charged whether the call cost a discovery
 * @param quota the quota after this call
 * @param jobId the same as the discovery's ID
 * @param status {@code queued}, {@code running}, {@code completed}, {@code failed}, {@code cancelled}, or
 *     one that is newer than this client
 * @param createdAt RFC 3339
 * @param completedAt RFC 3339; null while it runs
 */
public record DiscoveryJob(
        boolean success,
        @JsonProperty("discovery_id") String discoveryId,
        String url,
        @JsonProperty("total_endpoints") int totalEndpoints,
        List<Endpoint> endpoints,
        @JsonProperty("artifact_id") String artifactId,
        String error,
        @JsonProperty("has_more") boolean hasMore,
        int total,
        boolean truncated,
        @JsonProperty("requests_made") int requestsMade,
        boolean charged,
        Quota quota,
        @JsonProperty("job_id") String jobId,
        String status,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("completed_at") String completedAt) {
    /** {@return the endpoints of this page} */
    @Override
    public List<Endpoint> endpoints() {
        return Absent.list(endpoints);
    }

    /** {@return the quota after this call} */
    @Override
    public Quota quota() {
        return quota == null ? new Quota(null, 0, 0, null) : quota;
    }
}
