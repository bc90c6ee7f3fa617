package dev.kloakd.models;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a saved configuration discovers.
 *
 * @param maxRequests requests that the discovery may make; null where the default counts
 */
public record SessionOptions(@JsonProperty("max_requests") Integer maxRequests) {}
