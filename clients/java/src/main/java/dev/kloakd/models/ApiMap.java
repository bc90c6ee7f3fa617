package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A stored discovery.
 *
 * @param artifactId its ID
 * @param discoveryId the discovery that found it
 * @param url the address that was asked for
 * @param createdAt RFC 3339
 * @param totalEndpoints endpoints found
 * @param endpoints all of them
 * @param tree the endpoints by the parts of their paths, as JSON values
 */
public record ApiMap(
        @JsonProperty("artifact_id") String artifactId,
        @JsonProperty("discovery_id") String discoveryId,
        String url,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("total_endpoints") int totalEndpoints,
        List<Endpoint> endpoints,
        Object tree) {
    /** {@return all of them} */
    @Override
    public List<Endpoint> endpoints() {
        return Absent.list(endpoints);
    }
}
