package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * What an organization has stored about a page.
 *
 * @param success whether the call reached its end
 * @param pageUrl the page
 * @param endpoints what the page calls
 * @param total how many
 */
public record DetectedApis(
        boolean success,
        @JsonProperty("page_url") String pageUrl,
        List<Endpoint> endpoints,
        int total) {
    /** {@return what the page calls} */
    @Override
    public List<Endpoint> endpoints() {
        return Absent.list(endpoints);
    }
}
