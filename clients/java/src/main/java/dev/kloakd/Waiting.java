package dev.kloakd;

import dev.kloakd.errors.KloakdException;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Turns a call that is under way into one that the caller waits for. */
final class Waiting {
    private Waiting() {}

    /** @throws CancellationException where the thread was interrupted; the call is cancelled then */
    static <T> T waitFor(CompletableFuture<T> call) {
        try {
            return call.get();
        } catch (InterruptedException interrupt) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("The thread was interrupted.");
        } catch (ExecutionException failure) {
            Throwable error = failure.getCause();
            // The trace of the thread that read the answer does not tell which call failed; the caller's does.
            error.setStackTrace(failure.getStackTrace());
            if (error instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new KloakdException("The call failed.", error);
        }
    }
}
