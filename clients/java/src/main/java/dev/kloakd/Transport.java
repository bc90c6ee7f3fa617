package dev.kloakd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.kloakd.errors.ApiStatusException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Sends requests: credentials, deadlines, retries, and errors as exceptions. */
final class Transport {
    private static final Pattern JSON = Pattern.compile("(?i)[/+]json\\b");

    final Settings settings;
    private final HttpClient http;
    private final AtomicReference<List<RateLimit>> rateLimits;

    Transport(Settings settings, HttpClient http) {
        this(settings, http, new AtomicReference<>(List.of()));
    }

    private Transport(Settings settings, HttpClient http, AtomicReference<List<RateLimit>> rateLimits) {
        this.settings = settings;
        this.http = http;
        this.rateLimits = rateLimits;
    }

    /** The same connections with another timeout. */
    Transport withTimeout(Duration timeout) {
        return new Transport(settings.withTimeout(timeout), http, rateLimits);
    }

    List<RateLimit> rateLimits() {
        return rateLimits.get();
    }

    CompletableFuture<RawResponse> request(Request request) {
        return send(request).thenApply(answer -> new RawResponse(
                answer.statusCode(), answer.headers(), convert(answer, Object.class)));
    }

    /** Sends a request, and reads its answer as a record. */
    <T> CompletableFuture<T> request(Request request, Class<T> type) {
        return send(request).thenApply(answer -> Optional.ofNullable(convert(answer, type))
                .orElseThrow(() -> anotherForm(answer)));
    }

    /**
     * Sends a request, again where that may help, until an answer of 2xx comes. The deadline only says which waits are
     * too long: whoever made it ends the call when it is over.
     */
    CallFuture<HttpResponse<Content>> open(Request request, BodyHandler<Content> handler, Deadline deadline) {
        CallFuture<HttpResponse<Content>> result = new CallFuture<>();
        start(request, handler, deadline, result);
        return result;
    }

    private CallFuture<HttpResponse<Content>> send(Request request) {
        CallFuture<HttpResponse<Content>> result = new CallFuture<>();
        Deadline deadline = new Deadline(settings.timeout, result::completeExceptionally);
        result.whenComplete((answer, error) -> deadline.stop());
        start(request.keyed(), status -> new Content.Collector(), deadline, result);
        return result;
    }

    private void start(
            Request request,
            BodyHandler<Content> handler,
            Deadline deadline,
            CallFuture<HttpResponse<Content>> result) {
        HttpRequest message = message(request);
        new Attempts(
                () -> http.sendAsync(message, handler),
                headers -> RateLimit.read(headers).ifPresent(rateLimits::set),
                settings.maxRetries,
                deadline,
                result).start();
    }

    private HttpRequest message(Request request) {
        byte[] body = request.body == null ? null : Json.write(request.body);
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder message = HttpRequest.newBuilder(URI.create(settings.baseUrl + request.pathAndQuery()))
                .method(request.method, content)
                .header("accept", "application/json")
                .header("authorization", "Bearer " + settings.apiKey)
                .header("x-kloakd-organization", settings.organizationId)
                .header("user-agent", "kloakd-java/" + Version.TEXT);
        if (body != null) {
            message.header("content-type", "application/json");
        }
        if (request.idempotencyKey != null) {
            message.header("idempotency-key", request.idempotencyKey);
        }
        request.headers.forEach(message::setHeader);
        return message.build();
    }

    private static <T> T convert(HttpResponse<Content> answer, Class<T> type) {
        try {
            return Json.read(json(answer), type);
        } catch (JsonProcessingException error) {
            throw anotherForm(answer);
        }
    }

    private static ApiStatusException anotherForm(HttpResponse<?> answer) {
        return notOurs(answer, "The answer has another form than this version of the client knows.");
    }

    private static JsonNode json(HttpResponse<Content> answer) {
        if (answer.statusCode() == 204) {
            return NullNode.getInstance();
        }
        if (answer.body().cut() != null) {
            throw answer.body().cut();
        }
        boolean isJson = JSON.matcher(answer.headers().firstValue("content-type").orElse("")).find();
        return Json.parse(answer.body().bytes()).filter(node -> isJson).orElseThrow(() -> notOurs(
                answer, "The answer is not JSON: something between you and the service answered instead."));
    }

    /** The exception of an answer of 2xx that the service did not send. */
    static ApiStatusException notOurs(HttpResponse<?> answer, String detail) {
        return ApiStatusException.of(
                answer.statusCode(), Map.of("error", "ApiError", "detail", detail), answer.headers());
    }
}
