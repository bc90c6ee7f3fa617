package dev.kloakd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kloakd.errors.ApiStatusException;
import dev.kloakd.errors.CallTimeoutException;
import dev.kloakd.errors.KloakdException;
import dev.kloakd.errors.NotEntitledException;
import dev.kloakd.errors.ValidationException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Carries out the calls of the conformance suite: one JSON object a line in, one a line out. With {@code --async} it
 * uses the client that does not wait.
 */
final class Conformance {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DoubleSupplier DRAWN = Jitter.fraction;

    private final JsonNode task;
    private final JsonNode call;
    private final List<Object> items = new ArrayList<>();
    private final boolean isList;
    private final boolean isAsync;

    private Conformance(JsonNode task, boolean isAsync) {
        this.task = task;
        this.call = task.get("call");
        this.isList = List.of("stream", "stream_page", "endpoints", "follow").contains(operation());
        this.isAsync = isAsync;
    }

    public static void main(String[] arguments) throws IOException {
        boolean isAsync = List.of(arguments).contains("--async");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode task = JSON.readTree(line);
            Map<String, Object> outcome = new LinkedHashMap<>(new Conformance(task, isAsync).carryOut());
            outcome.put("case", task.get("case"));
            out.println(JSON.writeValueAsString(outcome));
        }
    }

    private String operation() {
        return call.get("operation").asText();
    }

    private Map<String, Object> carryOut() {
        Map<String, Object> outcome = new LinkedHashMap<>();
        if (isList) {
            outcome.put("items", items);
        }
        Kloakd client = null;
        Jitter.fraction = call.hasNonNull("random") ? () -> call.get("random").asDouble() : DRAWN;
        try {
            client = client();
            Object result = isAsync ? runAsync(client) : run(client);
            if (call.path("then").asText().equals("rate_limits")) {
                result = client.rateLimits().stream().map(Conformance::plain).toList();
            }
            if (!isList) {
                outcome.put("result", result);
            }
        } catch (RuntimeException error) {
            if (call.path("then").asText().equals("texts")) {
                return Map.of("result", texts(client, error));
            }
            outcome.put("error", describe(error));
        }
        return outcome;
    }

    private Kloakd client() {
        JsonNode variables = task.get("environment");
        JsonNode given = task.get("arguments");
        return new Kloakd.Builder(name -> text(variables, name))
                .apiKey(text(given, "apiKey"))
                .organizationId(text(given, "organizationId"))
                .baseUrl(text(given, "baseUrl"))
                .timeout(Duration.ofMillis(given.get("timeoutMs").asLong()))
                .build();
    }

    /** Cancels by an interrupt of the thread that waits. */
    private Object run(Kloakd client) {
        Thread waiting = Thread.currentThread();
        CompletableFuture<Void> cancel = new CompletableFuture<>();
        if (call.has("cancel_after_ms")) {
            cancel.completeOnTimeout(null, call.get("cancel_after_ms").asLong(), TimeUnit.MILLISECONDS)
                    .thenRun(waiting::interrupt);
        }
        try {
            return new ConformanceCall(client, call, items).result();
        } finally {
            cancel.cancel(false);
            Thread.interrupted();
        }
    }

    /** Cancels the future. */
    private Object runAsync(Kloakd client) {
        ConformanceCall started = new ConformanceCall(client, call, items);
        CompletableFuture<?> running = started.start();
        if (call.has("cancel_after_ms")) {
            CompletableFuture.delayedExecutor(call.get("cancel_after_ms").asLong(), TimeUnit.MILLISECONDS)
                    .execute(() -> running.cancel(true));
        }
        try {
            return running.join();
        } catch (CancellationException enough) {
            if (started.isTaken()) {
                return null;
            }
            throw enough;
        } catch (CompletionException error) {
            throw error.getCause() instanceof RuntimeException cause ? cause : error;
        }
    }

    private static Map<String, Object> plain(RateLimit limit) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", limit.name());
        members.put("remaining", limit.remaining());
        members.put("resets_in_seconds", limit.resetsIn() == null ? null : limit.resetsIn().toSeconds());
        return members;
    }

    private static Map<String, Object> describe(RuntimeException error) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("class", nameOf(error));
        members.put("message", error instanceof KloakdException ? error.getMessage() : traceOf(error));
        if (error instanceof ApiStatusException refusal) {
            members.put("status", refusal.status());
            members.put("code", refusal.code());
            members.put("request_id", refusal.requestId());
            members.put("retry_after", refusal.retryAfter().map(Duration::toSeconds).orElse(null));
            members.put("upgrade_url", refusal.upgradeUrl().orElse(null));
            members.put("charged", refusal.charged().orElse(null));
        }
        if (error instanceof ValidationException refusal) {
            members.put("field", refusal.field().orElse(null));
        }
        if (error instanceof NotEntitledException refusal) {
            members.put("module", refusal.module().orElse(null));
        }
        return members;
    }

    /** The suite's names end in "Error"; Java's in "Exception", and its own TimeoutException is another one. */
    private static String nameOf(RuntimeException error) {
        if (error instanceof CancellationException) {
            return "Cancelled";
        }
        if (error instanceof CallTimeoutException) {
            return "TimeoutError";
        }
        if (error instanceof IllegalArgumentException) {
            return "ArgumentError";
        }
        boolean isOurs = error instanceof KloakdException;
        return isOurs ? error.getClass().getSimpleName().replaceAll("Exception$", "Error") : "Bug";
    }

    private static List<String> texts(Kloakd client, RuntimeException error) {
        return List.of(client.toString(), client.async().toString(), client.skanyr().toString(),
                error.toString(), String.valueOf(error.getMessage()), traceOf(error));
    }

    private static String traceOf(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String text(JsonNode object, String name) {
        return object.hasNonNull(name) ? object.get(name).asText() : null;
    }
}
