package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A limit of a key.
 *
 * @param name its name
 * @param limit null where there is no limit
 * @param remaining null where there is no limit
 * @param resetAt RFC 3339; null where nothing resets
 */
public record Limit(
        String name,
        Integer limit,
        Integer remaining,
        @JsonProperty("reset_at") String resetAt) {}
