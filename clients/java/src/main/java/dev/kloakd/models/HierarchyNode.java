package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A page of a site, or what it loads.
 *
 * @param nodeId its ID
 * @param url its address
 * @param title its title
 * @param kind {@code page}, {@code document}, {@code script} or {@code endpoint}
 * @param hasChildren whether it can be expanded
 */
public record HierarchyNode(
        @JsonProperty("node_id") String nodeId,
        String url,
        String title,
        String kind,
        @JsonProperty("has_children") boolean hasChildren) {}
