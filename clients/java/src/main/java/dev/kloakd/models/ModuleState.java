package dev.kloakd.models;

/**
 * A module of a plan.
 *
 * @param name its name
 * @param installed whether this server has it
 */
public record ModuleState(String name, boolean installed) {}
