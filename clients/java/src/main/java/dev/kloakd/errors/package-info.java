/**
 * What the client throws, all of it unchecked: {@link dev.kloakd.errors.KloakdException} is the base, and each class of
 * the API's error table has an exception of its own. A call that the caller cancelled throws
 * {@link java.util.concurrent.CancellationException}.
 */
package dev.kloakd.errors;
