package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A site's pages as a tree.
 *
 * @param success whether the call reached its end
 * @param url the address that was asked for
 * @param totalNodes nodes in the tree
 * @param root the page that was asked for
 * @param children what is below the root
 * @param discoveryId its ID, which is its job's too
 * @param artifactId where the result is stored; null where there is none
 * @param charged whether the call cost a discovery
 * @param quota the quota after this call
 */
public record Hierarchy(
        boolean success,
        String url,
        @JsonProperty("total_nodes") int totalNodes,
        HierarchyNode root,
        List<HierarchyNode> children,
        @JsonProperty("discovery_id") String discoveryId,
        @JsonProperty("artifact_id") String artifactId,
        boolean charged,
        Quota quota) {
    /** {@return what is below the root} */
    @Override
    public List<HierarchyNode> children() {
        return Absent.list(children);
    }

    /** {@return the quota after this call} */
    @Override
    public Quota quota() {
        return quota == null ? new Quota(null, 0, 0, null) : quota;
    }
}
