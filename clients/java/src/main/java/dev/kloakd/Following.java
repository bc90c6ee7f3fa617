package dev.kloakd;

import dev.kloakd.errors.ApiStatusException;
import dev.kloakd.errors.ConnectionException;
import dev.kloakd.models.DiscoveryEvent;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where a stream is, and how it goes on after a cut, without a second discovery. */
final class Following {
    private static final int RECONNECTS_MAX = 5;
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final String accept;
    private final UnaryOperator<String> eventsPath;
    private Request request;
    private long lastId;
    private int reconnects;

    Following(Request first, UnaryOperator<String> eventsPath) {
        this.accept = first.headers.get("accept");
        this.eventsPath = eventsPath;
        this.request = first.keyed();
    }

    /** What opens the stream, or goes on with it. */
    Request request() {
        return request;
    }

    /**
     * Whether an event is new.
     *
     * @throws ApiStatusException of an error event
     */
    boolean accept(DiscoveryEvent event) {
        if (event.id() != null && event.id() <= lastId) {
            return false;
        }
        lastId = event.id() == null ? lastId : event.id();
        reconnects = 0;
        if ("error".equals(event.type())) {
            throw ApiStatusException.of(0, event.metadata(), NO_HEADERS);
        }
        if (event.metadata().get("discovery_id") instanceof String discoveryId) {
            // From here on the discovery is followed, so that no second one is started.
            request = Request.of("GET", eventsPath.apply(discoveryId)).withHeader("accept", accept);
        }
        return true;
    }

    /** How long to wait before the stream is opened again. Throws the error after too many cuts. */
    Duration afterCut(ConnectionException error) {
        reconnects += 1;
        if (reconnects > RECONNECTS_MAX) {
            throw error;
        }
        request = request.withHeader("last-event-id", Long.toString(lastId));
        return Jitter.upTo(500L * reconnects);
    }
}
