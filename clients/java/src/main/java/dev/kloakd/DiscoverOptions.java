package dev.kloakd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How a discovery is run. What is not given is left to the service. */
public final class DiscoverOptions {
    static final DiscoverOptions NONE = builder().build();
    private static final Set<String> OF_A_STREAM = Set.of("max_requests", "site_hierarchy_artifact_id");
    private static final Set<String> OF_A_RETRY = Set.of("max_requests", "limit", "offset");

    private final Map<String, Object> fields;
    private final String idempotencyKey;

    private DiscoverOptions(Builder builder) {
        this.fields = new LinkedHashMap<>(builder.fields);
        this.idempotencyKey = builder.idempotencyKey;
    }

    /** {@return a builder with nothing given} */
    public static Builder builder() {
        return new Builder();
    }

    /** Null where none was given. */
    String idempotencyKey() {
        return idempotencyKey;
    }

    Map<String, Object> body() {
        return new LinkedHashMap<>(fields);
    }

    Map<String, Object> streamBody() {
        Map<String, Object> body = body();
        body.keySet().retainAll(OF_A_STREAM);
        return body;
    }

    Map<String, Object> retryBody() {
        Map<String, Object> body = body();
        body.keySet().retainAll(OF_A_RETRY);
        return body;
    }

    /** Gathers options. */
    public static final class Builder {
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private String idempotencyKey;

        private Builder() {}

        /**
         * Sets how many requests the discovery may make.
         *
         * @param maxRequests 1 to 200
         * @return this builder
         */
        public Builder maxRequests(int maxRequests) {
            fields.put("max_requests", maxRequests);
            return this;
        }

        /**
         * Sets how many endpoints a page has. A stream has no pages.
         *
         * @param limit 1 to 1,000; by default 100
         * @return this builder
         */
        public Builder limit(int limit) {
            fields.put("limit", limit);
            return this;
        }

        /**
         * Sets where the page begins. A stream and an iteration over all pages begin at the first endpoint.
         *
         * @param offset endpoints before it
         * @return this builder
         */
        public Builder offset(int offset) {
            fields.put("offset", offset);
            return this;
        }

        /**
         * Starts from the pages of a hierarchy.
         *
         * @param artifactId the hierarchy's
         * @return this builder
         */
        public Builder siteHierarchyArtifactId(String artifactId) {
            fields.put("site_hierarchy_artifact_id", artifactId);
            return this;
        }

        /**
         * Starts from a saved session. A stream does not take it.
         *
         * @param artifactId the session's
         * @return this builder
         */
        public Builder sessionArtifactId(String artifactId) {
            fields.put("session_artifact_id", artifactId);
            return this;
        }

        /**
         * Makes a repeated call return the first one's result, uncharged.
         *
         * @param idempotencyKey any text of your own; by default made anew for each call
         * @return this builder
         */
        public Builder idempotencyKey(String idempotencyKey) {
            this.idempotencyKey = idempotencyKey;
            return this;
        }

        /** {@return the options} */
        public DiscoverOptions build() {
            return new DiscoverOptions(this);
        }
    }
}
