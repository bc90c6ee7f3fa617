package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A page of saved configurations.
 *
 * @param sessions the configurations
 * @param hasMore whether there is another page
 * @param total how many there are
 */
public record SessionList(
        List<Session> sessions,
        @JsonProperty("has_more") boolean hasMore,
        int total) {
    /** {@return the configurations} */
    @Override
    public List<Session> sessions() {
        return Absent.list(sessions);
    }
}
