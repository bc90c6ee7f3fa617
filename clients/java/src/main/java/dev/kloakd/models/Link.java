package dev.kloakd.models;

/**
 * A link of a page.
 *
 * @param url where to
 * @param text what it says
 */
public record Link(String url, String text) {}
