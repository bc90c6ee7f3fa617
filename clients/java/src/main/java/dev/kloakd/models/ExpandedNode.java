package dev.kloakd.models;

import java.util.List;

/**
 * A node of a hierarchy, and what is below it.
 *
 * @param success whether the call reached its end
 * @param node the node
 * @param children what is below it
 */
public record ExpandedNode(boolean success, HierarchyNode node, List<HierarchyNode> children) {
    /** {@return what is below it} */
    @Override
    public List<HierarchyNode> children() {
        return Absent.list(children);
    }
}
