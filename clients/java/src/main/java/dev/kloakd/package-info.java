/** Client for the KLOAKD API: find the HTTP APIs behind a URL. {@link dev.kloakd.Kloakd} is where to begin. */
package dev.kloakd;
