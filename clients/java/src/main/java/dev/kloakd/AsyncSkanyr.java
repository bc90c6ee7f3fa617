package dev.kloakd;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.kloakd.models.ApiMap;
import dev.kloakd.models.DetectedApis;
import dev.kloakd.models.Discovery;
import dev.kloakd.models.DiscoveryEvent;
import dev.kloakd.models.DiscoveryJob;
import dev.kloakd.models.Endpoint;
import dev.kloakd.models.ExpandedNode;
import dev.kloakd.models.Health;
import dev.kloakd.models.Hierarchy;
import dev.kloakd.models.ReaderView;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Discovery without waiting: every method returns at once. Cancelling a future, or one that was derived from it, closes
 * the connection. An argument that cannot be sent, such as an empty ID, is an {@link IllegalArgumentException} at once.
 */
public final class AsyncSkanyr {
    private final Transport transport;
    private final String base;
    private final AsyncSessions sessions;

    AsyncSkanyr(Transport transport) {
        this.transport = transport;
        this.base = transport.settings.organizationPath() + "/skanyr";
        this.sessions = new AsyncSessions(transport, base + "/sessions");
    }

    /** {@return the saved discovery configurations} */
    public AsyncSessions sessions() {
        return sessions;
    }

    /**
     * Runs a discovery. Costs one discovery, or nothing where the same one ran within the last hour.
     *
     * @param url where to look
     * @return the first page of its result
     */
    public CompletableFuture<Discovery> discover(String url) {
        return discover(url, DiscoverOptions.NONE);
    }

    /**
     * Runs a discovery, or reads a page of one that ran within the last hour. Costs one discovery, its pages nothing.
     *
     * @param url where to look
     * @param options how to look, and which page
     * @return a page of its result
     */
    public CompletableFuture<Discovery> discover(String url, DiscoverOptions options) {
        return post("/discover", with(options.body(), "url", url), options.idempotencyKey(), Discovery.class);
    }

    /**
     * Reads every endpoint of a discovery, page by page, at the price of one discovery.
     *
     * @param url where to look
     * @param options how to look, and how long the pages are
     * @param each gets the endpoints in order, one at a time
     * @return done after the last one
     */
    public CompletableFuture<Void> endpoints(String url, DiscoverOptions options, Consumer<Endpoint> each) {
        IntFunction<CompletableFuture<Discovery>> pageAt = pages(url, options);
        AtomicInteger offset = new AtomicInteger();
        return Repeating.start(() -> pageAt.apply(offset.get()).thenApply(page -> {
            offset.addAndGet(page.endpoints().size());
            return new Repeating.Batch<>(page.endpoints(), Endpoints.hasNext(page));
        }), each);
    }

    /**
     * Runs a discovery, and tells of its events as they come. Costs one discovery.
     *
     * @param url where to look
     * @param options how to look
     * @param each gets the events in order, one at a time; further ones are read when it has returned
     * @return done after {@code done}; cancelling it closes the connection, and then the service stops the work
     */
    public CompletableFuture<Void> stream(String url, DiscoverOptions options, Consumer<DiscoveryEvent> each) {
        return tell(streamPump(url, options), each);
    }

    /**
     * Discovers one page and what it loads, not the site, and tells of the events as they come. Costs one discovery.
     *
     * @param url the page
     * @param each gets the events in order, one at a time
     * @return done after {@code done}; cancelling it closes the connection, and then the service stops the work
     */
    public CompletableFuture<Void> streamPage(String url, Consumer<DiscoveryEvent> each) {
        return streamPage(url, null, each);
    }

    /**
     * Discovers one page and what it loads, not the site, and tells of the events as they come. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @param each gets the events in order, one at a time
     * @return done after {@code done}; cancelling it closes the connection, and then the service stops the work
     */
    public CompletableFuture<Void> streamPage(String url, String idempotencyKey, Consumer<DiscoveryEvent> each) {
        return tell(streamPagePump(url, idempotencyKey), each);
    }

    /**
     * Tells of the events of a discovery that runs or has ended, from the first. Costs nothing.
     *
     * @param discoveryId its ID
     * @param each gets the events in order, one at a time
     * @return done after {@code done}
     */
    public CompletableFuture<Void> follow(String discoveryId, Consumer<DiscoveryEvent> each) {
        return tell(followPump(discoveryId), each);
    }

    /**
     * Reads a discovery. Costs nothing.
     *
     * @param discoveryId its ID
     * @return its state, and what it has found
     */
    public CompletableFuture<DiscoveryJob> get(String discoveryId) {
        return get("/discover/" + Request.segment(discoveryId), DiscoveryJob.class);
    }

    /**
     * Reads a discovery, like {@code get}: its ID is its job's.
     *
     * @param jobId its ID
     * @return its state, and what it has found
     */
    public CompletableFuture<DiscoveryJob> job(String jobId) {
        return get("/jobs/" + Request.segment(jobId), DiscoveryJob.class);
    }

    /**
     * Reads the events of a discovery until now. Costs nothing.
     *
     * @param discoveryId its ID
     * @return the events, with the numbers that its stream gives them
     */
    public CompletableFuture<List<DiscoveryEvent>> events(String discoveryId) {
        return transport.request(Request.of("GET", eventsPath(discoveryId)), EventList.class)
                .thenApply(EventList::orNone);
    }

    /**
     * Reads a stored discovery. Costs nothing.
     *
     * @param artifactId its ID
     * @return its endpoints, and the tree of their paths
     */
    public CompletableFuture<ApiMap> apiMap(String artifactId) {
        return get("/api-map/" + Request.segment(artifactId), ApiMap.class);
    }

    /**
     * Reads a stored discovery as an OpenAPI 3.1 document. Costs nothing.
     *
     * @param artifactId its ID
     * @return the document
     */
    public CompletableFuture<Map<String, Object>> openApi(String artifactId) {
        Request request = Request.of("GET", base + "/api-map/" + Request.segment(artifactId));
        return transport.request(request.withQuery("format", "openapi"), Document.class)
                .thenApply(Document::members);
    }

    /**
     * Reads what this organization has stored about a page. Costs nothing.
     *
     * @param pageUrl the page
     * @return what it calls
     */
    public CompletableFuture<DetectedApis> detectedApis(String pageUrl) {
        return transport.request(
                Request.of("GET", base + "/detected-apis").withQuery("page_url", pageUrl), DetectedApis.class);
    }

    /**
     * Reads what one script says about APIs. Costs one discovery.
     *
     * @param url the script
     * @return what was found
     */
    public CompletableFuture<Discovery> analyzeBundle(String url) {
        return analyzeBundle(url, null);
    }

    /**
     * Reads what one script says about APIs. Costs one discovery.
     *
     * @param url the script
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return what was found
     */
    public CompletableFuture<Discovery> analyzeBundle(String url, String idempotencyKey) {
        return post("/analyze-bundle", Map.of("url", url), idempotencyKey, Discovery.class);
    }

    /**
     * Discovers one page and what it loads, not the site. Costs one discovery.
     *
     * @param url the page
     * @return what was found
     */
    public CompletableFuture<Discovery> discoverPage(String url) {
        return discoverPage(url, null);
    }

    /**
     * Discovers one page and what it loads, not the site. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return what was found
     */
    public CompletableFuture<Discovery> discoverPage(String url, String idempotencyKey) {
        return post("/discover-page/live", Map.of("url", url), idempotencyKey, Discovery.class);
    }

    /**
     * Reads a site's pages as a tree. Costs one discovery.
     *
     * @param url the page to begin with
     * @return the tree
     */
    public CompletableFuture<Hierarchy> hierarchy(String url) {
        return hierarchy(url, null);
    }

    /**
     * Reads a site's pages as a tree. Costs one discovery.
     *
     * @param url the page to begin with
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return the tree
     */
    public CompletableFuture<Hierarchy> hierarchy(String url, String idempotencyKey) {
        return post("/hierarchy", Map.of("url", url), idempotencyKey, Hierarchy.class);
    }

    /**
     * Reads a page as plain text. Costs one discovery.
     *
     * @param url the page
     * @return its text
     */
    public CompletableFuture<ReaderView> readerView(String url) {
        return readerView(url, null);
    }

    /**
     * Reads a page as plain text. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return its text
     */
    public CompletableFuture<ReaderView> readerView(String url, String idempotencyKey) {
        return post("/reader-view", Map.of("url", url), idempotencyKey, ReaderView.class);
    }

    /**
     * Reads what is below a node of a hierarchy. Costs nothing.
     *
     * @param nodeId the node
     * @return the node, and what is below it
     */
    public CompletableFuture<ExpandedNode> expandNode(String nodeId) {
        return post("/expand-node", Map.of("node_id", nodeId), null, ExpandedNode.class);
    }

    /**
     * Runs a discovery again. Costs nothing where the first one was given back.
     *
     * @param discoveryId its ID
     * @return the first page of the result
     */
    public CompletableFuture<Discovery> retry(String discoveryId) {
        return retry(discoveryId, null, DiscoverOptions.NONE);
    }

    /**
     * Runs a discovery again, with other options. Costs nothing where the first one was given back.
     *
     * @param discoveryId its ID
     * @param url another address; null for the same
     * @param options what else differs: the limits of requests and endpoints
     * @return a page of the result
     */
    public CompletableFuture<Discovery> retry(String discoveryId, String url, DiscoverOptions options) {
        Map<String, Object> body = with(options.retryBody(), "discovery_id", discoveryId);
        if (url != null) {
            body.put("url", url);
        }
        return post("/retry", body, options.idempotencyKey(), Discovery.class);
    }

    /**
     * Reads how busy the discovery module is. Costs nothing.
     *
     * @return how busy the module is
     */
    public CompletableFuture<Health> health() {
        return get("/health", Health.class);
    }

    /** Reads the page at an offset. All pages carry one Idempotency-Key. */
    IntFunction<CompletableFuture<Discovery>> pages(String url, DiscoverOptions options) {
        String given = options.idempotencyKey();
        String idempotencyKey = given == null ? Request.newKey() : given;
        return offset -> {
            Map<String, Object> body = with(options.body(), "url", url);
            return post("/discover", with(body, "offset", offset), idempotencyKey, Discovery.class);
        };
    }

    EventPump streamPump(String url, DiscoverOptions options) {
        return pump(Request.of("POST", base + "/discover/stream")
                .withBody(with(options.streamBody(), "url", url))
                .withIdempotencyKey(options.idempotencyKey()));
    }

    EventPump streamPagePump(String url, String idempotencyKey) {
        return pump(Request.of("POST", base + "/discover-page/live")
                .withBody(Map.of("url", url))
                .withIdempotencyKey(idempotencyKey));
    }

    EventPump followPump(String discoveryId) {
        return pump(Request.of("GET", eventsPath(discoveryId)));
    }

    private EventPump pump(Request request) {
        Request first = request.withHeader("accept", "text/event-stream");
        return new EventPump(transport, new Following(first, this::eventsPath));
    }

    private static CompletableFuture<Void> tell(EventPump pump, Consumer<DiscoveryEvent> each) {
        CompletableFuture<Void> end = Repeating.start(
                () -> pump.next().thenApply(events -> new Repeating.Batch<>(events, !events.isEmpty())), each);
        end.whenComplete((nothing, error) -> pump.close());
        return end;
    }

    private String eventsPath(String discoveryId) {
        return base + "/discover/" + Request.segment(discoveryId) + "/events";
    }

    private <T> CompletableFuture<T> get(String path, Class<T> type) {
        return transport.request(Request.of("GET", base + path), type);
    }

    private <T> CompletableFuture<T> post(String path, Object body, String idempotencyKey, Class<T> type) {
        Request request = Request.of("POST", base + path).withBody(body).withIdempotencyKey(idempotencyKey);
        return transport.request(request, type);
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        body.put(name, value);
        return body;
    }

    private record EventList(List<DiscoveryEvent> events) {
        List<DiscoveryEvent> orNone() {
            return events == null ? List.of() : List.copyOf(events);
        }
    }

    private record Document(Map<String, Object> members) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        private Document {}
    }
}
