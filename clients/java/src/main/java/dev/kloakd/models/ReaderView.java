package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * A page as plain text.
 *
 * @param success whether the call reached its end
 * @param url the address that was asked for
 * @param title its title
 * @param content plain text with Markdown headings and lists; never HTML
 * @param links what it links to
 * @param discoveryId its ID, which is its job's too
 * @param artifactId where the result is stored; null where there is none
 * @param charged whether the call cost a discovery
 * @param quota the quota after this call
 */
public record ReaderView(
        boolean success,
        String url,
        String title,
        String content,
        List<Link> links,
        @JsonProperty("discovery_id") String discoveryId,
        @JsonProperty("artifact_id") String artifactId,
        boolean charged,
        Quota quota) {
    /** {@return what it links to} */
    @Override
    public List<Link> links() {
        return Absent.list(links);
    }

    /** {@return the quota after this call} */
    @Override
    public Quota quota() {
        return quota == null ? new Quota(null, 0, 0, null) : quota;
    }
}
