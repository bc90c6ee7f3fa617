package dev.kloakd.errors;

/** The call took longer than its timeout. Named so as not to be taken for {@link java.util.concurrent.TimeoutException}. */
public class CallTimeoutException extends KloakdException {
    /**
     * Makes one.
     *
     * @param message what is wrong
     */
    public CallTimeoutException(String message) {
        super(message, null);
    }
}
