package dev.kloakd.errors;

/** No answer came: the connection failed or was cut. */
public class ConnectionException extends KloakdException {
    /**
     * Makes one.
     *
     * @param message what is wrong
     * @param cause what led to it; null where nothing did
     */
    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
