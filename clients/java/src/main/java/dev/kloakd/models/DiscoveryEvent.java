package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Map;

/**
 * One event of a stream. What {@code metadata} holds depends on the type.
 *
 * @param id its number in the discovery, from 1; null where the service sent none
 * @param type {@code started}, {@code progress}, {@code endpoint_found}, {@code done}, or one that is
 *     newer than this client
 * @param endpointUrl null where the event is about no endpoint
 * @param apiType null where the event is about no endpoint
 * @param metadata what else the service says
 */
public record DiscoveryEvent(
        Long id,
        String type,
        @JsonProperty("endpoint_url") String endpointUrl,
        @JsonProperty("api_type") String apiType,
        Map<String, Object> metadata) {
    /** {@return what else the service says} */
    @Override
    public Map<String, Object> metadata() {
        return Absent.map(metadata);
    }
}
