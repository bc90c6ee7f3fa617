package dev.kloakd;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads batch after batch, and hands on their items one at a time. */
final class Repeating<T> {
    private final Supplier<CompletableFuture<Batch<T>>> read;
    private final Consumer<? super T> each;
    private final CallFuture<Void> result = new CallFuture<>();
    private volatile CompletableFuture<Batch<T>> reading = CompletableFuture.completedFuture(null);

    private Repeating(Supplier<CompletableFuture<Batch<T>>> read, Consumer<? super T> each) {
        this.read = read;
        this.each = each;
    }

    /**
     * Starts to read. Cancelling the result cancels what is being read, and no further item is handed on.
     *
     * @return done after the last batch
     */
    static <T> CompletableFuture<Void> start(
            Supplier<CompletableFuture<Batch<T>>> read, Consumer<? super T> each) {
        Repeating<T> repeating = new Repeating<>(read, each);
        repeating.result.whenComplete((nothing, error) -> repeating.reading.cancel(true));
        repeating.next();
        return repeating.result;
    }

    private void next() {
        CompletableFuture<Batch<T>> started = read.get();
        reading = started;
        if (result.isDone()) {
            started.cancel(true);
        }
        // On another thread than the HTTP client's: what the caller does with an item may take its time.
        started.thenAcceptAsync(this::handOn).exceptionally(error -> {
            boolean isWrapped = error instanceof CompletionException && error.getCause() != null;
            result.completeExceptionally(isWrapped ? error.getCause() : error);
            return null;
        });
    }

    private void handOn(Batch<T> batch) {
        for (T item : batch.items) {
            if (result.isDone()) {
                return;
            }
            each.accept(item);
        }
        if (batch.hasMore) {
            next();
        } else {
            result.complete(null);
        }
    }

    /** What was read at once. */
    record Batch<T>(List<T> items, boolean hasMore) {}
}
