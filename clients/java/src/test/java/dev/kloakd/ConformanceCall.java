package dev.kloakd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One call of the conformance suite, as a method of the client, with or without waiting. */
final class ConformanceCall {
    /** What each operation takes, in order: fields of the call, {@code options} or its Idempotency-Key. */
    private static final Map<String, List<String>> TAKES = Map.ofEntries(
            Map.entry("discover", List.of("url", "options")),
            Map.entry("get", List.of("discovery_id")),
            Map.entry("job", List.of("job_id")),
            Map.entry("events", List.of("discovery_id")),
            Map.entry("api_map", List.of("artifact_id")),
            Map.entry("open_api", List.of("artifact_id")),
            Map.entry("detected_apis", List.of("page_url")),
            Map.entry("analyze_bundle", List.of("url", "key")),
            Map.entry("discover_page", List.of("url", "key")),
            Map.entry("hierarchy", List.of("url", "key")),
            Map.entry("reader_view", List.of("url", "key")),
            Map.entry("expand_node", List.of("node_id")),
            Map.entry("retry", List.of("discovery_id", "url", "options")),
            Map.entry("health", List.of()),
            Map.entry("sessions.create", List.of("url", "name", "max_requests", "key")),
            Map.entry("sessions.list", List.of("limit", "offset")),
            Map.entry("sessions.get", List.of("session_id")),
            Map.entry("sessions.delete", List.of("session_id")),
            Map.entry("sessions.end", List.of("session_id")),
            Map.entry("sessions.set_job", List.of("session_id", "job_id")));

    private final Kloakd client;
    private final JsonNode call;
    private final String operation;
    private final JsonNode given;
    private final List<Object> items;

    ConformanceCall(Kloakd client, JsonNode call, List<Object> items) {
        this.client = call.hasNonNull("timeout_ms")
                ? client.withTimeout(Duration.ofMillis(call.get("timeout_ms").asInt())) : client;
        this.call = call;
        this.operation = call.get("operation").asText();
        this.given = call.hasNonNull("arguments") ? call.get("arguments") : JsonNodeFactory.instance.objectNode();
        this.items = items;
    }

    /** Waits for the result. */
    Object result() {
        Skanyr skanyr = client.skanyr();
        return switch (operation) {
            case "endpoints" -> collect(skanyr.endpoints(text("url"), options()));
            case "stream" -> collect(skanyr.stream(text("url"), options()));
            case "stream_page" -> collect(skanyr.streamPage(text("url"), key()));
            case "follow" -> collect(skanyr.follow(text("discovery_id")));
            case "key" -> client.key();
            case "module" -> plain(client.module(text("name"), request()));
            case "request" -> plain(client.request(request()));
            default -> invoke(operation.startsWith("sessions.") ? skanyr.sessions() : skanyr);
        };
    }

    /** Gives a future at once. */
    CompletableFuture<?> start() {
        AsyncSkanyr skanyr = client.async().skanyr();
        AtomicReference<CompletableFuture<?>> started = new AtomicReference<>();
        Consumer<Object> each = item -> {
            items.add(item);
            if (isTaken()) {
                started.get().cancel(true);
            }
        };
        started.set(switch (operation) {
            case "endpoints" -> skanyr.endpoints(text("url"), options(), each::accept);
            case "stream" -> skanyr.stream(text("url"), options(), each::accept);
            case "stream_page" -> skanyr.streamPage(text("url"), key(), each::accept);
            case "follow" -> skanyr.follow(text("discovery_id"), each::accept);
            case "key" -> client.async().key();
            case "module" -> client.async().module(text("name"), request()).thenApply(ConformanceCall::plain);
            case "request" -> client.async().request(request()).thenApply(ConformanceCall::plain);
            default -> (CompletableFuture<?>) invoke(
                    operation.startsWith("sessions.") ? skanyr.sessions() : skanyr);
        });
        return started.get();
    }

    /** Whether the case wants no more items. */
    boolean isTaken() {
        return items.size() == call.path("take").asInt(-1);
    }

    private Object collect(DiscoveryStream stream) {
        try (stream) {
            return collect((Iterable<?>) stream);
        }
    }

    private Object collect(Iterable<?> source) {
        for (Object item : source) {
            items.add(item);
            if (isTaken()) {
                break;
            }
        }
        return null;
    }

    /** Calls the method of the operation's name: Java writes {@code set_job} as {@code setJob}. */
    private Object invoke(Object owner) {
        List<String> takes = TAKES.get(operation);
        String name = Pattern.compile("_(\\w)").matcher(operation.replace("sessions.", ""))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        Method method = Arrays.stream(owner.getClass().getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == takes.size())
                .findFirst().orElseThrow();
        try {
            return method.invoke(owner, takes.stream().map(this::argument).toArray());
        } catch (InvocationTargetException error) {
            throw error.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(error);
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }

    private Object argument(String name) {
        if (name.equals("options")) {
            return options();
        }
        if (name.equals("key")) {
            return key();
        }
        JsonNode value = given.path(name);
        return value.isInt() ? (Object) value.asInt() : text(name);
    }

    private DiscoverOptions options() {
        DiscoverOptions.Builder options = DiscoverOptions.builder();
        Map<String, Consumer<JsonNode>> setters = Map.of(
                "max_requests", value -> options.maxRequests(value.asInt()),
                "limit", value -> options.limit(value.asInt()),
                "offset", value -> options.offset(value.asInt()),
                "site_hierarchy_artifact_id", value -> options.siteHierarchyArtifactId(value.asText()),
                "session_artifact_id", value -> options.sessionArtifactId(value.asText()));
        setters.forEach((name, set) -> {
            if (given.has(name)) {
                set.accept(given.get(name));
            }
        });
        return options.idempotencyKey(key()).build();
    }

    private String key() {
        return call.hasNonNull("idempotency_key") ? call.get("idempotency_key").asText() : null;
    }

    private Request request() {
        Request request = Request.of(text("method"), text("path"));
        if (given.has("body")) {
            request = request.withBody(given.get("body"));
        }
        JsonNode headers = given.path("headers");
        for (String name : (Iterable<String>) headers::fieldNames) {
            request = request.withHeader(name, headers.get(name).asText());
        }
        return request.withIdempotencyKey(key());
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
}
