package dev.kloakd;

import java.net.http.HttpHeaders;

/**
 * An answer as it came.
 *
 * @param status HTTP status
 * @param headers found in upper and lower case
 * @param body the JSON as maps, lists, texts, numbers and booleans; null where there was no content
 */
public record RawResponse(int status, HttpHeaders headers, Object body) {}
