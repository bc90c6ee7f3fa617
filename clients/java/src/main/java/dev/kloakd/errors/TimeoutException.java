package dev.kloakd.errors;

/** The call took longer than its timeout. */
public class TimeoutException extends KloakdException {
    /**
     * Makes one.
     *
     * @param message what is wrong
     */
    public TimeoutException(String message) {
        super(message, null);
    }
}
