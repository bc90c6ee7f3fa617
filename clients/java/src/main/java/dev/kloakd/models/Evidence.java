package dev.kloakd.models;

/**
 * Where the service saw an endpoint.
 *
 * @param file address of the document or script
 * @param technique how it was read
 */
public record Evidence(String file, String technique) {}
