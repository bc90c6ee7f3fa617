package dev.kloakd.errors;

/** The client was made without a key, an organization or a base URL. */
public class ConfigurationException extends KloakdException {
    /**
     * Makes one.
     *
     * @param message what is wrong
     */
    public ConfigurationException(String message) {
        super(message, null);
    }
}
