package dev.kloakd;

import dev.kloakd.errors.ConnectionException;
import dev.kloakd.models.DiscoveryEvent;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * The events of a discovery, as they are asked for. The time runs only while somebody waits: a reader that is slow is
 * not a service that is silent.
 */
final class EventPump {
    private final Transport transport;
    private final Following following;
    private final Deadline deadline;
    private CallFuture<HttpResponse<Content>> call;
    private Subscription subscription;
    /** What was asked for and not given yet; null where nobody waits. */
    private CompletableFuture<List<DiscoveryEvent>> pending;
    /** What is given from the end on: nothing, or the exception; null until then. */
    private CompletableFuture<List<DiscoveryEvent>> ending;

    /** Sends nothing until the first events are asked for. */
    EventPump(Transport transport, Following following) {
        this.transport = transport;
        this.following = following;
        this.deadline = new Deadline(transport.settings.timeout, this::fail);
        deadline.stop();
    }

    /** The next events, one at least; none after the last. Ask again when they have been given. */
    CompletableFuture<List<DiscoveryEvent>> next() {
        CompletableFuture<List<DiscoveryEvent>> asked = new CompletableFuture<>();
        Runnable go;
        synchronized (this) {
            if (ending != null) {
                return ending;
            }
            pending = asked;
            deadline.restart();
            Subscription source = subscription;
            go = call == null ? this::open : source == null ? () -> {} : () -> source.request(1);
        }
        go.run();
        return asked;
    }

    /** Closes the connection; then the service stops the work. */
    void close() {
        fail(new CancellationException("The stream was closed."));
    }

    private void open() {
        CallFuture<HttpResponse<Content>> opened;
        synchronized (this) {
            if (ending != null) {
                return;
            }
            opened = transport.open(following.request(), this::subscriber, deadline);
            call = opened;
        }
        opened.whenComplete((answer, failure) -> {
            if (failure instanceof ConnectionException error) {
                cut(error);
            } else if (failure != null) {
                fail(failure);
            } else if (!isStream(answer.headers())) {
                fail(Transport.notOurs(answer, "The answer is not a stream of events."));
            }
        });
    }

    private BodySubscriber<Content> subscriber(ResponseInfo answer) {
        boolean isSuccess = answer.statusCode() / 100 == 2;
        return isSuccess ? new Source(isStream(answer.headers())) : new Content.Collector();
    }

    private static boolean isStream(HttpHeaders headers) {
        return headers.firstValue("content-type").orElse("").matches("(?is)text/event-stream\\b.*");
    }

    /** @param last events that came before the error, or before the end */
    private void end(List<DiscoveryEvent> last, CompletableFuture<List<DiscoveryEvent>> afterwards) {
        CompletableFuture<List<DiscoveryEvent>> asked;
        synchronized (this) {
            if (ending != null) {
                return;
            }
            ending = afterwards;
            asked = pending;
            pending = null;
            deadline.stop();
            if (subscription != null) {
                subscription.cancel();
            }
            if (call != null) {
                call.cancel(true);
            }
        }
        if (asked == null) {
            return;
        }
        if (last.isEmpty()) {
            afterwards.thenAccept(asked::complete).exceptionally(error -> {
                asked.completeExceptionally(error.getCause());
                return null;
            });
        } else {
            asked.complete(last);
        }
    }

    private void fail(Throwable error) {
        end(List.of(), CompletableFuture.failedFuture(error));
    }

    private void give(List<DiscoveryEvent> events) {
        CompletableFuture<List<DiscoveryEvent>> asked;
        synchronized (this) {
            asked = pending;
            pending = null;
            deadline.stop();
        }
        if (asked != null) {
            asked.complete(events);
        }
    }

    private void cut(ConnectionException error) {
        synchronized (this) {
            subscription = null;
        }
        try {
            long waitMs = following.afterCut(error).toMillis();
            CompletableFuture.delayedExecutor(waitMs, TimeUnit.MILLISECONDS).execute(this::open);
        } catch (ConnectionException tooOften) {
            fail(tooOften);
        }
    }

    /** The body of one connection: a piece is asked for when somebody waits. */
    private final class Source implements BodySubscriber<Content> {
        private final EventReader reader = new EventReader();
        private final boolean isStream;
        private Subscription source;
        private boolean isDone;

        Source(boolean isStream) {
            this.isStream = isStream;
        }

        /** Nothing: the call is over when its headers have come. */
        @Override
        public CompletionStage<Content> getBody() {
            return CompletableFuture.completedFuture(Content.EMPTY);
        }

        @Override
        public void onSubscribe(Subscription source) {
            this.source = source;
            boolean isWanted;
            boolean isOver;
            synchronized (EventPump.this) {
                subscription = source;
                isWanted = pending != null;
                isOver = ending != null;
            }
            if (isOver || !isStream) {
                source.cancel();
            } else if (isWanted) {
                source.request(1);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            List<DiscoveryEvent> fresh = new ArrayList<>();
            try {
                reader.read(buffers, event -> take(event, fresh));
            } catch (RuntimeException error) {
                end(fresh, CompletableFuture.failedFuture(error));
                return;
            }
            if (isDone) {
                end(fresh, CompletableFuture.completedFuture(List.of()));
            } else if (fresh.isEmpty()) {
                // Keep-alives count: silence means that the connection is dead.
                deadline.restart();
                source.request(1);
            } else {
                give(fresh);
            }
        }

        private void take(DiscoveryEvent event, List<DiscoveryEvent> fresh) {
            if (!isDone && following.accept(event)) {
                fresh.add(event);
                isDone = "done".equals(event.type());
            }
        }

        @Override
        public void onError(Throwable error) {
            cut(new ConnectionException("The stream was cut off.", error));
        }

        @Override
        public void onComplete() {
            cut(new ConnectionException("The stream was cut off.", null));
        }
    }
}
