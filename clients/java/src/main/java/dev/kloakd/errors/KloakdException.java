package dev.kloakd.errors;

/** Anything that this client throws, except for an argument of the wrong form and a call that was cancelled. */
public class KloakdException extends RuntimeException {
    /**
     * Makes one.
     *
     * @param message what is wrong
     * @param cause what led to it; null where nothing did
     */
    public KloakdException(String message, Throwable cause) {
        super(message, cause);
    }
}
