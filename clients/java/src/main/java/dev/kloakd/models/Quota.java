package dev.kloakd.models;

/**
 * Discoveries of an organization.
 *
 * @param limit null where the plan has no limit
 * @param used discoveries that were charged
 * @param reserved discoveries that are running
 * @param remaining null where the plan has no limit
 */
public record Quota(Integer limit, int used, int reserved, Integer remaining) {}
