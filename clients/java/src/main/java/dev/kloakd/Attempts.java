package dev.kloakd;

import dev.kloakd.errors.ApiStatusException;
import dev.kloakd.errors.ConnectionException;
import dev.kloakd.errors.KloakdException;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The attempts of one call, until one succeeds, none may follow, or the result was cancelled. */
final class Attempts {
    private static final Set<Integer> RETRIED = Set.of(408, 502, 503, 504);
    private static final int BACKOFF_MS = 500;
    private static final int BACKOFF_MAX_MS = 8_000;

    private final Supplier<CompletableFuture<HttpResponse<Content>>> send;
    private final Consumer<HttpHeaders> onHeaders;
    private final int maxRetries;
    private final Deadline deadline;
    private final CompletableFuture<HttpResponse<Content>> result;
    private volatile CompletableFuture<?> running = CompletableFuture.completedFuture(null);
    private int retries;

    Attempts(
            Supplier<CompletableFuture<HttpResponse<Content>>> send,
            Consumer<HttpHeaders> onHeaders,
            int maxRetries,
            Deadline deadline,
            CompletableFuture<HttpResponse<Content>> result) {
        this.send = send;
        this.onHeaders = onHeaders;
        this.maxRetries = maxRetries;
        this.deadline = deadline;
        this.result = result;
    }

    void start() {
        // A result that is cancelled, or over its deadline, closes the connection.
        result.whenComplete((answer, error) -> running.cancel(true));
        attempt();
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<HttpResponse<Content>> sent = send.get();
        running = sent;
        if (result.isDone()) {
            sent.cancel(true);
        }
        sent.whenComplete(this::settle);
    }

    private void settle(HttpResponse<Content> answer, Throwable failure) {
        if (result.isDone()) {
            return;
        }
        if (failure != null) {
            retryOr(new ConnectionException("The service could not be reached.", failure), Optional.of(backoff()));
            return;
        }
        onHeaders.accept(answer.headers());
        if (answer.statusCode() / 100 == 2) {
            result.complete(answer);
            return;
        }
        // An error page may be cut off: then the status is all that is known.
        byte[] page = answer.body().cut() == null ? answer.body().bytes() : new byte[0];
        ApiStatusException error =
                ApiStatusException.of(answer.statusCode(), Json.parseObject(page), answer.headers());
        retryOr(error, waitOf(error, answer.headers()));
    }

    private void retryOr(KloakdException error, Optional<Duration> wait) {
        // Waiting past the deadline would only end in a timeout that says less.
        boolean isLast = retries >= maxRetries || wait.isEmpty() || wait.get().compareTo(deadline.rest()) >= 0;
        if (isLast) {
            result.completeExceptionally(error);
            return;
        }
        retries += 1;
        CompletableFuture.delayedExecutor(wait.get().toMillis(), TimeUnit.MILLISECONDS).execute(this::attempt);
    }

    private Optional<Duration> waitOf(ApiStatusException error, HttpHeaders headers) {
        Optional<Duration> retryAfter = headers.firstValue("retry-after").flatMap(text -> error.retryAfter());
        // A 429 without a time to wait is permanent: a spent lifetime quota.
        if (error.status() == 429) {
            return retryAfter;
        }
        return RETRIED.contains(error.status()) ? retryAfter.or(() -> Optional.of(backoff())) : Optional.empty();
    }

    /** Exponential, with full jitter, so that many clients do not come back at the same moment. */
    private Duration backoff() {
        long mostMs = Math.min(BACKOFF_MAX_MS, (long) BACKOFF_MS << Math.min(retries, 10));
        return Jitter.upTo(mostMs);
    }
}
