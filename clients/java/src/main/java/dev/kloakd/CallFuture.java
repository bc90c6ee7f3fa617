package dev.kloakd;

import java.util.concurrent.CompletableFuture;

/**
 * A future whose cancellation closes the connection. So does the cancellation of a future that was derived from it:
 * plain ones tell the one they came from nothing.
 */
final class CallFuture<T> extends CompletableFuture<T> {
    private final CompletableFuture<?> root;

    CallFuture() {
        this(null);
    }

    private CallFuture(CompletableFuture<?> root) {
        this.root = root;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallFuture<>(root == null ? this : root);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean isCancelled = super.cancel(mayInterruptIfRunning);
        if (root != null) {
            root.cancel(mayInterruptIfRunning);
        }
        return isCancelled;
    }
}
