package dev.kloakd;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Repeats a step until it says that there is no more. */
final class Repeating {
    private final Supplier<CompletableFuture<Boolean>> step;
    private final CallFuture<Void> result = new CallFuture<>();
    private volatile CompletableFuture<Boolean> running = CompletableFuture.completedFuture(true);

    private Repeating(Supplier<CompletableFuture<Boolean>> step) {
        this.step = step;
    }

    /** Cancelling the result cancels the step that runs. */
    static CompletableFuture<Void> whileMore(Supplier<CompletableFuture<Boolean>> step) {
        Repeating repeating = new Repeating(step);
        repeating.result.whenComplete((nothing, error) -> repeating.running.cancel(true));
        repeating.run();
        return repeating.result;
    }

    private void run() {
        CompletableFuture<Boolean> started = step.get();
        running = started;
        if (result.isDone()) {
            started.cancel(true);
        }
        started.whenComplete((hasMore, error) -> {
            if (error != null) {
                boolean isWrapped = error instanceof CompletionException && error.getCause() != null;
                result.completeExceptionally(isWrapped ? error.getCause() : error);
            } else if (hasMore && !result.isDone()) {
                run();
            } else {
                result.complete(null);
            }
        });
    }
}
