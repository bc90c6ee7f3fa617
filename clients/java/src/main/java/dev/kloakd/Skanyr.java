package dev.kloakd;

import static dev.kloakd.Waiting.waitFor;

import dev.kloakd.models.ApiMap;
import dev.kloakd.models.DetectedApis;
import dev.kloakd.models.Discovery;
import dev.kloakd.models.DiscoveryEvent;
import dev.kloakd.models.DiscoveryJob;
import dev.kloakd.models.ExpandedNode;
import dev.kloakd.models.Health;
import dev.kloakd.models.Hierarchy;
import dev.kloakd.models.ReaderView;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Discovery: find the HTTP APIs behind a URL. */
public final class Skanyr {
    private final AsyncSkanyr async;
    private final Sessions sessions;

    Skanyr(AsyncSkanyr async) {
        this.async = async;
        this.sessions = new Sessions(async.sessions());
    }

    /** {@return the saved discovery configurations} */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Runs a discovery. Costs one discovery, or nothing where the same one ran within the last hour.
     *
     * @param url where to look
     * @return the first page of its result
     */
    public Discovery discover(String url) {
        return waitFor(async.discover(url));
    }

    /**
     * Runs a discovery, or reads a page of one that ran within the last hour. Costs one discovery, its pages nothing.
     *
     * @param url where to look
     * @param options how to look, and which page
     * @return a page of its result
     */
    public Discovery discover(String url, DiscoverOptions options) {
        return waitFor(async.discover(url, options));
    }

    /**
     * Reads every endpoint of a discovery. All pages carry one Idempotency-Key: they cost one discovery.
     *
     * @param url where to look
     * @return the endpoints; the pages are read as the iteration gets there
     */
    public Endpoints endpoints(String url) {
        return endpoints(url, DiscoverOptions.NONE);
    }

    /**
     * Reads every endpoint of a discovery. All pages carry one Idempotency-Key: they cost one discovery.
     *
     * @param url where to look
     * @param options how to look, and how long the pages are
     * @return the endpoints; the pages are read as the iteration gets there
     */
    public Endpoints endpoints(String url, DiscoverOptions options) {
        IntFunction<CompletableFuture<Discovery>> pageAt = async.pages(url, options);
        return new Endpoints(offset -> waitFor(pageAt.apply(offset)));
    }

    /**
     * Runs a discovery, and reads its events as they come. Costs one discovery.
     *
     * @param url where to look
     * @return the events; close it
     */
    public DiscoveryStream stream(String url) {
        return stream(url, DiscoverOptions.NONE);
    }

    /**
     * Runs a discovery, and reads its events as they come. Costs one discovery.
     *
     * @param url where to look
     * @param options how to look
     * @return the events; close it
     */
    public DiscoveryStream stream(String url, DiscoverOptions options) {
        return new DiscoveryStream(async.streamPump(url, options));
    }

    /**
     * Discovers one page and what it loads, not the site, and reads the events as they come. Costs one discovery.
     *
     * @param url the page
     * @return the events; close it
     */
    public DiscoveryStream streamPage(String url) {
        return streamPage(url, null);
    }

    /**
     * Discovers one page and what it loads, not the site, and reads the events as they come. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return the events; close it
     */
    public DiscoveryStream streamPage(String url, String idempotencyKey) {
        return new DiscoveryStream(async.streamPagePump(url, idempotencyKey));
    }

    /**
     * Reads the events of a discovery that runs or has ended, from the first. Costs nothing.
     *
     * @param discoveryId its ID
     * @return the events; close it
     */
    public DiscoveryStream follow(String discoveryId) {
        return new DiscoveryStream(async.followPump(discoveryId));
    }

    /**
     * Reads a discovery. Costs nothing.
     *
     * @param discoveryId its ID
     * @return its state, and what it has found
     */
    public DiscoveryJob get(String discoveryId) {
        return waitFor(async.get(discoveryId));
    }

    /**
     * Reads a discovery, like {@code get}: its ID is its job's.
     *
     * @param jobId its ID
     * @return its state, and what it has found
     */
    public DiscoveryJob job(String jobId) {
        return waitFor(async.job(jobId));
    }

    /**
     * Reads the events of a discovery until now. Costs nothing.
     *
     * @param discoveryId its ID
     * @return the events, with the numbers that its stream gives them
     */
    public List<DiscoveryEvent> events(String discoveryId) {
        return waitFor(async.events(discoveryId));
    }

    /**
     * Reads a stored discovery. Costs nothing.
     *
     * @param artifactId its ID
     * @return its endpoints, and the tree of their paths
     */
    public ApiMap apiMap(String artifactId) {
        return waitFor(async.apiMap(artifactId));
    }

    /**
     * Reads a stored discovery as an OpenAPI 3.1 document. Costs nothing.
     *
     * @param artifactId its ID
     * @return the document
     */
    public Map<String, Object> openApi(String artifactId) {
        return waitFor(async.openApi(artifactId));
    }

    /**
     * Reads what this organization has stored about a page. Costs nothing.
     *
     * @param pageUrl the page
     * @return what it calls
     */
    public DetectedApis detectedApis(String pageUrl) {
        return waitFor(async.detectedApis(pageUrl));
    }

    /**
     * Reads what one script says about APIs. Costs one discovery.
     *
     * @param url the script
     * @return what was found
     */
    public Discovery analyzeBundle(String url) {
        return waitFor(async.analyzeBundle(url));
    }

    /**
     * Reads what one script says about APIs. Costs one discovery.
     *
     * @param url the script
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return what was found
     */
    public Discovery analyzeBundle(String url, String idempotencyKey) {
        return waitFor(async.analyzeBundle(url, idempotencyKey));
    }

    /**
     * Discovers one page and what it loads, not the site. Costs one discovery.
     *
     * @param url the page
     * @return what was found
     */
    public Discovery discoverPage(String url) {
        return waitFor(async.discoverPage(url));
    }

    /**
     * Discovers one page and what it loads, not the site. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return what was found
     */
    public Discovery discoverPage(String url, String idempotencyKey) {
        return waitFor(async.discoverPage(url, idempotencyKey));
    }

    /**
     * Reads a site's pages as a tree. Costs one discovery.
     *
     * @param url the page to begin with
     * @return the tree
     */
    public Hierarchy hierarchy(String url) {
        return waitFor(async.hierarchy(url));
    }

    /**
     * Reads a site's pages as a tree. Costs one discovery.
     *
     * @param url the page to begin with
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return the tree
     */
    public Hierarchy hierarchy(String url, String idempotencyKey) {
        return waitFor(async.hierarchy(url, idempotencyKey));
    }

    /**
     * Reads a page as plain text. Costs one discovery.
     *
     * @param url the page
     * @return its text
     */
    public ReaderView readerView(String url) {
        return waitFor(async.readerView(url));
    }

    /**
     * Reads a page as plain text. Costs one discovery.
     *
     * @param url the page
     * @param idempotencyKey makes a repeated call return the first one's result, uncharged; null to make one anew
     * @return its text
     */
    public ReaderView readerView(String url, String idempotencyKey) {
        return waitFor(async.readerView(url, idempotencyKey));
    }

    /**
     * Reads what is below a node of a hierarchy. Costs nothing.
     *
     * @param nodeId the node
     * @return the node, and what is below it
     */
    public ExpandedNode expandNode(String nodeId) {
        return waitFor(async.expandNode(nodeId));
    }

    /**
     * Runs a discovery again. Costs nothing where the first one was given back.
     *
     * @param discoveryId its ID
     * @return the first page of the result
     */
    public Discovery retry(String discoveryId) {
        return waitFor(async.retry(discoveryId));
    }

    /**
     * Runs a discovery again, with other options. Costs nothing where the first one was given back.
     *
     * @param discoveryId its ID
     * @param url another address; null for the same
     * @param options what else differs: the limits of requests and endpoints
     * @return a page of the result
     */
    public Discovery retry(String discoveryId, String url, DiscoverOptions options) {
        return waitFor(async.retry(discoveryId, url, options));
    }

    /**
     * Reads how busy the discovery module is. Costs nothing.
     *
     * @return how busy the module is
     */
    public Health health() {
        return waitFor(async.health());
    }
}
