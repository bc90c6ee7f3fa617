package dev.kloakd;

import dev.kloakd.models.Session;
import dev.kloakd.models.SessionList;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Saved discovery configurations, without waiting. */
public final class AsyncSessions {
    private final Transport transport;
    private final String base;

    AsyncSessions(Transport transport, String base) {
        this.transport = transport;
        this.base = base;
    }

    /**
     * Lists the configurations.
     *
     * @return the first page
     */
    public CompletableFuture<SessionList> list() {
        return transport.request(Request.of("GET", base), SessionList.class);
    }

    /**
     * Lists the configurations by page.
     *
     * @param limit how many a page has; null for the default
     * @param offset configurations before the page; null for none
     * @return a page
     */
    public CompletableFuture<SessionList> list(Integer limit, Integer offset) {
        Request page = Request.of("GET", base).withQuery("limit", limit).withQuery("offset", offset);
        return transport.request(page, SessionList.class);
    }

    /**
     * Reads a configuration.
     *
     * @param sessionId its ID
     * @return the configuration
     */
    public CompletableFuture<Session> get(String sessionId) {
        return transport.request(request("GET", sessionId, ""), Session.class);
    }

    /**
     * Saves a configuration. Needs a live key.
     *
     * @param url the address to discover; null for none yet
     * @param name its name; null for none
     * @param maxRequests requests that the discovery may make; null for the default
     * @return the configuration
     */
    public CompletableFuture<Session> create(String url, String name, Integer maxRequests) {
        return create(url, name, maxRequests, null);
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
    public CompletableFuture<Session> create(
            String url, String name, Integer maxRequests, String idempotencyKey) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (url != null) {
            body.put("url", url);
        }
        if (name != null) {
            body.put("name", name);
        }
        if (maxRequests != null) {
            body.put("options", Map.of("max_requests", maxRequests));
        }
        Request request = Request.of("POST", base).withBody(body).withIdempotencyKey(idempotencyKey);
        return transport.request(request, Session.class);
    }

    /**
     * Deletes a configuration. Needs a live key.
     *
     * @param sessionId its ID
     * @return done when it is gone
     */
    public CompletableFuture<Void> delete(String sessionId) {
        return transport.request(request("DELETE", sessionId, "")).thenAccept(answer -> {});
    }

    /**
     * Ends a configuration. Needs a live key.
     *
     * @param sessionId its ID
     * @return the configuration
     */
    public CompletableFuture<Session> end(String sessionId) {
        return transport.request(request("POST", sessionId, "/end"), Session.class);
    }

    /**
     * Ties a configuration to a discovery. Needs a live key.
     *
     * @param sessionId its ID
     * @param jobId the discovery's ID
     * @return the configuration
     */
    public CompletableFuture<Session> setJob(String sessionId, String jobId) {
        return transport.request(
                request("PATCH", sessionId, "/job").withBody(Map.of("job_id", jobId)), Session.class);
    }

    private Request request(String method, String sessionId, String action) {
        return Request.of(method, base + "/" + Request.segment(sessionId) + action);
    }
}
