package dev.kloakd;

import static dev.kloakd.Waiting.waitFor;

import dev.kloakd.models.Session;
import dev.kloakd.models.SessionList;

/** Saved discovery configurations. */
public final class Sessions {
    private final AsyncSessions async;

    Sessions(AsyncSessions async) {
        this.async = async;
    }

    /**
     * Lists the configurations.
     *
     * @return the first page
     */
    public SessionList list() {
        return waitFor(async.list());
    }

    /**
     * Lists the configurations by page.
     *
     * @param limit how many a page has; null for the default
     * @param offset configurations before the page; null for none
     * @return a page
     */
    public SessionList list(Integer limit, Integer offset) {
        return waitFor(async.list(limit, offset));
    }

    /**
     * Reads a configuration.
     *
     * @param sessionId its ID
     * @return the configuration
     */
    public Session get(String sessionId) {
        return waitFor(async.get(sessionId));
    }

    /**
     * Saves a configuration. Needs a live key.
     *
     * @param url the address to discover; null for none yet
     * @param name its name; null for none
     * @param maxRequests requests that the discovery may make; null for the default
     * @return the configuration
     */
    public Session create(String url, String name, Integer maxRequests) {
        return waitFor(async.create(url, name, maxRequests));
    }

    /**
     * Saves a configuration. Needs a live key.
     *
     * @param url the address to discover; null for none yet
     * @param name its name; null for none
     * @param maxRequests requests that the discovery may make; null for the default
     * @param idempotencyKey makes a repeated call return the first one's configuration; null to make one anew
     * @return the configuration
     */
    public Session create(String url, String name, Integer maxRequests, String idempotencyKey) {
        return waitFor(async.create(url, name, maxRequests, idempotencyKey));
    }

    /**
     * Deletes a configuration. Needs a live key.
     *
     * @param sessionId its ID
     */
    public void delete(String sessionId) {
        waitFor(async.delete(sessionId));
    }

    /**
     * Ends a configuration. Needs a live key.
     *
     * @param sessionId its ID
     * @return the configuration
     */
    public Session end(String sessionId) {
        return waitFor(async.end(sessionId));
    }

    /**
     * Ties a configuration to a discovery. Needs a live key.
     *
     * @param sessionId its ID
     * @param jobId the discovery's ID
     * @return the configuration
     */
    public Session setJob(String sessionId, String jobId) {
        return waitFor(async.setJob(sessionId, jobId));
    }
}
