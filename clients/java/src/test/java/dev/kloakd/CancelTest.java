package dev.kloakd;

import static dev.kloakd.TestServer.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kloakd.models.Discovery;
import dev.kloakd.models.DiscoveryEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(30)
@DisplayName("Cancelling")
class CancelTest {
    private static final String STARTED = event(1, "started", "{\"discovery_id\":\"d1\"}");

    private static void awaitLeft(TestServer server) throws Exception {
        server.left.get(10, TimeUnit.SECONDS);
    }

    private static TestServer silent() throws Exception {
        return new TestServer((request, out) -> false);
    }

    @Test
    @DisplayName("leaving a try-with-resources statement closes the stream's connection")
    void leavesStream() throws Exception {
        try (TestServer server = TestServer.silentAfter(STARTED)) {
            try (DiscoveryStream stream = server.client().build().skanyr().stream("https://shop.example/")) {
                assertEquals("started", stream.iterator().next().type());
                assertFalse(server.left.isDone());
            }
            awaitLeft(server);
        }
    }

    @Test
    @DisplayName("closing a stream from another thread ends the wait for its next event, and closes the connection")
    void closesFromAnotherThread() throws Exception {
        try (TestServer server = TestServer.silentAfter(STARTED)) {
            DiscoveryStream stream = server.client().build().skanyr().stream("https://shop.example/");
            Iterator<DiscoveryEvent> events = stream.iterator();
            events.next();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(events::hasNext);
            stream.close();
            Throwable error = assertThrows(Exception.class, waiting::get);
            assertTrue(error instanceof CancellationException || error.getCause() instanceof CancellationException);
            awaitLeft(server);
        }
    }

    @Test
    @DisplayName("cancelling the future of a stream closes the connection, and no further event is told of")
    void cancelsAsyncStream() throws Exception {
        try (TestServer server = TestServer.silentAfter(STARTED + event(2, "progress", "{}"))) {
            List<String> types = new ArrayList<>();
            BlockingQueue<CompletableFuture<Void>> running = new LinkedBlockingQueue<>();
            CompletableFuture<Void> stream = server.client().build().async().skanyr().stream(
                    "https://shop.example/", DiscoverOptions.builder().build(), event -> {
                        types.add(event.type());
                        try {
                            running.take().cancel(true);
                        } catch (InterruptedException interrupt) {
                            throw new IllegalStateException(interrupt);
                        }
                    });
            running.add(stream);
            assertThrows(CancellationException.class, stream::join);
            awaitLeft(server);
            assertEquals(List.of("started"), types);
        }
    }

    @Test
    @DisplayName("an interrupt of the thread that waits for a call closes its connection, and the thread stays interrupted")
    void interruptsCall() throws Exception {
        try (TestServer server = silent()) {
            Kloakd client = server.client().build();
            CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                assertThrows(CancellationException.class, () -> client.skanyr().health());
                isInterrupted.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            while (server.requests.isEmpty()) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            assertTrue(isInterrupted.get(10, TimeUnit.SECONDS));
            awaitLeft(server);
        }
    }

    @Test
    @DisplayName("cancelling a future that was derived from a call's closes the connection")
    void cancelsDerivedFuture() throws Exception {
        try (TestServer server = silent()) {
            CompletableFuture<Integer> total = server.client().build().async().skanyr()
                    .discover("https://shop.example/")
                    .thenApply(Discovery::total);
            while (server.requests.isEmpty()) {
                Thread.onSpinWait();
            }
            total.cancel(true);
            awaitLeft(server);
        }
    }

    @Test
    @DisplayName("an exception of the caller's own code ends the stream with that exception")
    void failsInTheCallersCode() throws Exception {
        try (TestServer server = TestServer.silentAfter(STARTED)) {
            CompletableFuture<Void> stream = server.client().build().async().skanyr().stream(
                    "https://shop.example/", DiscoverOptions.builder().build(), event -> {
                        throw new IllegalStateException("my own");
                    });
            CompletionException error = assertThrows(CompletionException.class, stream::join);
            assertEquals("my own", error.getCause().getMessage());
            awaitLeft(server);
        }
    }
}
