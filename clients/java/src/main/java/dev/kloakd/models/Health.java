package dev.kloakd.models;

/**
 * How busy the discovery module is.
 *
 * @param status {@code ok} where it works
 * @param module its name
 * @param running discoveries that run now
 * @param capacity how many can run at once
 */
public record Health(String status, String module, int running, int capacity) {}
