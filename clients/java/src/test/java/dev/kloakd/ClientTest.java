package dev.kloakd;

import static dev.kloakd.TestServer.event;
import static dev.kloakd.TestServer.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kloakd.errors.ApiException;
import dev.kloakd.errors.AuthenticationException;
import dev.kloakd.errors.KloakdException;
import dev.kloakd.errors.NotFoundException;
import dev.kloakd.errors.CallTimeoutException;
import dev.kloakd.models.Discovery;
import dev.kloakd.models.DiscoveryEvent;
import dev.kloakd.models.DiscoveryJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Timeout(60)
@DisplayName("The client")
class ClientTest {
    @Test
    @DisplayName("serves many threads at once, each with its own answer")
    void isConcurrent() throws Exception {
        try (TestServer server = new TestServer((request, out) -> {
            String id = request.substring(request.indexOf("/jobs/") + 6, request.indexOf(" HTTP"));
            out.write(head(200, "application/json") + "{\"job_id\":\"" + id + "\"}");
            return true;
        })) {
            Kloakd client = server.client().build();
            List<CompletableFuture<DiscoveryJob>> jobs = IntStream.range(0, 100)
                    .mapToObj(number -> number % 2 == 0
                            ? client.async().skanyr().job("j" + number)
                            : CompletableFuture.supplyAsync(() -> client.skanyr().job("j" + number)))
                    .toList();
            for (int number = 0; number < 100; number += 1) {
                assertEquals("j" + number, jobs.get(number).join().jobId());
            }
        }
    }

    @Test
    @DisplayName("shows in the trace of a failed call which line made the call")
    void tracesTheCaller() throws Exception {
        try (TestServer server = TestServer.json(404, "{\"error\":\"NotFoundError\"}")) {
            Kloakd client = server.client().build();
            NotFoundException error = assertThrows(NotFoundException.class, () -> client.skanyr().get("d1"));
            assertTrue(Arrays.stream(error.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(ClientTest.class.getName())));
        }
    }

    @Test
    @DisplayName("gives a 401 that asks for a login as the same exception as any other")
    void readsChallenge() throws Exception {
        try (TestServer server = TestServer.json(401, "{\"code\":\"key_unknown\"}", "WWW-Authenticate: Bearer")) {
            Kloakd client = server.client().build();
            assertEquals("key_unknown",
                    assertThrows(AuthenticationException.class, () -> client.key()).code());
        }
    }

    @Test
    @DisplayName("gives empty lists for what the service leaves out, and lists that nobody can change")
    void readsWhatIsMissing() throws Exception {
        try (TestServer server = TestServer.json(200, "{\"endpoints\":[{\"url\":\"/a\"}]}")) {
            Discovery page = server.client().build().skanyr().discover("https://shop.example/");
            assertEquals(List.of(), page.endpoints().get(0).parameters().path());
            assertEquals(0, page.quota().used());
            assertThrows(UnsupportedOperationException.class, () -> page.endpoints().clear());
        }
    }

    @ParameterizedTest
    @DisplayName("gives an answer of another form as an ApiException, not as an exception of the JSON library")
    @ValueSource(strings = {"{\"total\":{\"many\":1}}", "null", "[]", "7", ""})
    void readsAnotherForm(String body) throws Exception {
        try (TestServer server = TestServer.json(200, body)) {
            Kloakd client = server.client().build();
            assertThrows(ApiException.class, () -> client.skanyr().discover("https://shop.example/"));
        }
    }

    @Test
    @DisplayName("has a timeout of its own for each call, over the same connections and with the same limits")
    void changesTimeout() throws Exception {
        try (TestServer server = new TestServer((request, out) -> {
            if (request.contains("/jobs/")) {
                return false;
            }
            out.write(head(200, "application/json", "ratelimit: \"burst\";r=5;t=9") + "{}");
            return true;
        })) {
            Kloakd client = server.client().build();
            Kloakd hurried = client.withTimeout(Duration.ofMillis(200));
            assertThrows(CallTimeoutException.class, () -> hurried.skanyr().job("j1"));
            client.skanyr().health();
            assertEquals(List.of(new RateLimit("burst", 5, Duration.ofSeconds(9))), hurried.rateLimits());
        }
    }

    @Test
    @DisplayName("does not take a reader that is slow for a service that is silent")
    void waitsForSlowReader() throws Exception {
        CompletableFuture<Void> isBack = new CompletableFuture<>();
        try (TestServer server = new TestServer((request, out) -> {
            out.write(head(200, "text/event-stream") + event(1, "started", "{\"discovery_id\":\"d1\"}"));
            isBack.join();
            out.write(event(2, "done", "{}"));
            return false;
        })) {
            Kloakd client = server.client().timeout(Duration.ofMillis(1500)).build();
            List<String> types = new ArrayList<>();
            try (DiscoveryStream stream = client.skanyr().stream("https://shop.example/")) {
                for (DiscoveryEvent event : stream) {
                    types.add(event.type());
                    Thread.sleep(event.type().equals("started") ? 2000 : 0);
                    isBack.complete(null);
                }
            }
            assertEquals(List.of("started", "done"), types);
            assertEquals(1, server.requests.size());
        }
    }

    @ParameterizedTest
    @DisplayName("gives the events before a broken one, then the error")
    @ValueSource(strings = {"no json", "null", "[1]", "{\"metadata\":7}"})
    void readsUntilBrokenEvent(String broken) throws Exception {
        try (TestServer server = TestServer.silentAfter(event(1, "started", "{}") + "data: " + broken + "\n\n");
                DiscoveryStream stream = server.client().build().skanyr().stream("https://shop.example/")) {
            var events = stream.iterator();
            assertEquals("started", events.next().type());
            assertThrows(KloakdException.class, events::hasNext);
            assertThrows(IllegalStateException.class, stream::iterator);
        }
    }

    @Test
    @DisplayName("has the same operations with and without waiting")
    void hasTwoForms() {
        assertEquals(operations(AsyncSkanyr.class), operations(Skanyr.class));
        assertEquals(operations(AsyncSessions.class), operations(Sessions.class));
    }

    private static Set<String> operations(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
