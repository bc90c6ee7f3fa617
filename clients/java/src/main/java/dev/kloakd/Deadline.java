package dev.kloakd;

import dev.kloakd.errors.CallTimeoutException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The time that a call may take, or that a stream may be silent. */
final class Deadline {
    private final Duration timeout;
    private final Consumer<CallTimeoutException> onOver;
    private CompletableFuture<Void> timer = CompletableFuture.completedFuture(null);
    private long endsAtNanos;

    Deadline(Duration timeout, Consumer<CallTimeoutException> onOver) {
        this.timeout = timeout;
        this.onOver = onOver;
        restart();
    }

    /** Begins the time anew: something was heard. */
    synchronized void restart() {
        timer.cancel(false);
        endsAtNanos = System.nanoTime() + timeout.toNanos();
        timer = new CompletableFuture<Void>().completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS);
        // Another thread, since this one serves the timers of all clients.
        timer.thenRunAsync(() -> onOver.accept(new CallTimeoutException(
                "The call took longer than " + timeout.toMillis() + " ms.")));
    }

    synchronized void stop() {
        timer.cancel(false);
    }

    /** All of it while the time does not run. */
    synchronized Duration rest() {
        return timer.isDone() ? timeout : Duration.ofNanos(endsAtNanos - System.nanoTime());
    }
}
