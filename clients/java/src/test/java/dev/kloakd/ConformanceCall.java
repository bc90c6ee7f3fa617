package dev.kloakd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One call of the conformance suite, as a method of the client. */
final class ConformanceCall {
    private final Kloakd client;
    private final JsonNode call;
    private final JsonNode given;
    private final List<Object> items;

    ConformanceCall(Kloakd client, JsonNode call, List<Object> items) {
        this.client = client;
        this.call = call;
        this.given = call.hasNonNull("arguments") ? call.get("arguments") : JsonNodeFactory.instance.objectNode();
        this.items = items;
    }

    Object result() {
        Skanyr skanyr = client.skanyr();
        return switch (call.get("operation").asText()) {
            case "discover" -> skanyr.discover(text("url"), options());
            case "endpoints" -> collect(skanyr.endpoints(text("url"), options()));
            case "stream" -> collect(skanyr.stream(text("url"), options()));
            case "follow" -> collect(skanyr.follow(text("discovery_id")));
            case "get" -> skanyr.get(text("discovery_id"));
            case "job" -> skanyr.job(text("job_id"));
            case "events" -> skanyr.events(text("discovery_id"));
            case "api_map" -> skanyr.apiMap(text("artifact_id"));
            case "open_api" -> skanyr.openApi(text("artifact_id"));
            case "detected_apis" -> skanyr.detectedApis(text("page_url"));
            case "analyze_bundle" -> skanyr.analyzeBundle(text("url"));
            case "discover_page" -> skanyr.discoverPage(text("url"));
            case "hierarchy" -> skanyr.hierarchy(text("url"));
            case "reader_view" -> skanyr.readerView(text("url"));
            case "expand_node" -> skanyr.expandNode(text("node_id"));
            case "retry" -> skanyr.retry(text("discovery_id"));
            case "health" -> skanyr.health();
            case "key" -> client.key();
            case "sessions.create" ->
                    skanyr.sessions().create(text("url"), text("name"), number("max_requests"));
            case "sessions.list" -> skanyr.sessions().list(number("limit"), number("offset"));
            case "sessions.get" -> skanyr.sessions().get(text("session_id"));
            case "sessions.end" -> skanyr.sessions().end(text("session_id"));
            case "sessions.set_job" -> skanyr.sessions().setJob(text("session_id"), text("job_id"));
            case "sessions.delete" -> {
                skanyr.sessions().delete(text("session_id"));
                yield null;
            }
            case "module" -> plain(client.module(text("name"), request()));
            default -> throw new IllegalArgumentException("The runner does not know this operation: " + call);
        };
    }

    private Object collect(DiscoveryStream stream) {
        try (stream) {
            return collect((Iterable<?>) stream);
        }
    }

    private Object collect(Iterable<?> source) {
        for (Object item : source) {
            items.add(item);
            if (items.size() == call.path("take").asInt()) {
                break;
            }
        }
        return null;
    }

    /** The same without waiting, for the operations whose two forms differ by more than the waiting. */
    CompletableFuture<?> start() {
        AsyncSkanyr skanyr = client.async().skanyr();
        AtomicReference<CompletableFuture<?>> started = new AtomicReference<>();
        Consumer<Object> each = item -> {
            items.add(item);
            if (items.size() == call.path("take").asInt()) {
                started.get().cancel(true);
            }
        };
        started.set(switch (call.get("operation").asText()) {
            case "discover" -> skanyr.discover(text("url"), options());
            case "endpoints" -> skanyr.endpoints(text("url"), options(), each::accept);
            case "stream" -> skanyr.stream(text("url"), options(), each::accept);
            case "follow" -> skanyr.follow(text("discovery_id"), each::accept);
            default -> CompletableFuture.supplyAsync(this::result);
        });
        return started.get();
    }

    boolean isTaken() {
        return items.size() == call.path("take").asInt(-1);
    }

    private DiscoverOptions options() {
        DiscoverOptions.Builder options = DiscoverOptions.builder();
        if (number("max_requests") != null) {
            options.maxRequests(number("max_requests"));
        }
        if (number("limit") != null) {
            options.limit(number("limit"));
        }
        if (number("offset") != null) {
            options.offset(number("offset"));
        }
        if (call.has("idempotency_key")) {
            options.idempotencyKey(call.get("idempotency_key").asText());
        }
        return options.build();
    }

    private Request request() {
        Request request = Request.of(text("method"), text("path"));
        return given.has("body") ? request.withBody(given.get("body")) : request;
    }

    private static Map<String, Object> plain(RawResponse answer) {
        Map<String, Object> members = new HashMap<>();
        members.put("status", answer.status());
        members.put("body", answer.body());
        members.put("header", answer.headers().firstValue("x-extra").orElse(null));
        return members;
    }

    private String text(String name) {
        return given.hasNonNull(name) ? given.get(name).asText() : null;
    }

    private Integer number(String name) {
        return given.hasNonNull(name) ? given.get(name).asInt() : null;
    }
}
