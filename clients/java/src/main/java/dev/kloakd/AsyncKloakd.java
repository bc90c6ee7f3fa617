package dev.kloakd;

import dev.kloakd.models.KeyDescription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The client without waiting: every method returns at once. A future that fails holds a
 * {@link dev.kloakd.errors.KloakdException}. Cancelling it, or one that was derived from it, closes the connection.
 */
public final class AsyncKloakd {
    private final Transport transport;
    private final AsyncSkanyr skanyr;

    AsyncKloakd(Transport transport) {
        this.transport = transport;
        this.skanyr = new AsyncSkanyr(transport);
    }

    /** {@return the discovery module} */
    public AsyncSkanyr skanyr() {
        return skanyr;
    }

    /**
     * Changes the timeout.
     *
     * @param timeout for a whole call with its retries; for a stream, the longest silence
     * @return a client with the same connections
     */
    public AsyncKloakd withTimeout(Duration timeout) {
        return new AsyncKloakd(transport.withTimeout(timeout));
    }

    /**
     * Reads what this client's own key may do. Costs nothing.
     *
     * @return the key's description
     */
    public CompletableFuture<KeyDescription> key() {
        return transport.request(Request.of("GET", "/api/v1/key"), KeyDescription.class);
    }

    /**
     * Calls another module.
     *
     * @param name the module
     * @param request its path is below the module's
     * @return the answer
     */
    public CompletableFuture<RawResponse> module(String name, Request request) {
        return request(request.below(transport.settings.organizationPath() + "/" + Request.segment(name)));
    }

    /**
     * Makes any call, to see its status and headers, or of a route that this version does not know.
     *
     * @param request its path is below the base URL
     * @return the answer
     */
    public CompletableFuture<RawResponse> request(Request request) {
        return transport.request(request);
    }

    /** {@return the limits that the latest answer told} */
    public List<RateLimit> rateLimits() {
        return transport.rateLimits();
    }

    /** {@return the organization and the base URL; never the key} */
    @Override
    public String toString() {
        return "AsyncKloakd[" + settings() + "]";
    }

    String settings() {
        return "organizationId=" + transport.settings.organizationId + ", baseUrl=" + transport.settings.baseUrl;
    }
}
