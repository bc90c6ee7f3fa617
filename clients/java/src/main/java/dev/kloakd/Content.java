package dev.kloakd;

import dev.kloakd.errors.ConnectionException;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** What was read of a body, and what ended the reading early; null where nothing did. */
record Content(byte[] bytes, ConnectionException cut) {
    static final Content EMPTY = new Content(new byte[0], null);
    /** Larger than any answer of the service. A server that sends without end is cut off here. */
    static final int BYTES_MAX = 32 * 1024 * 1024;

    /** Reads a body whole. Status and headers are known even where the body is cut off. */
    static final class Collector implements BodySubscriber<Content> {
        private final CompletableFuture<Content> content = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Subscription subscription;

        @Override
        public CompletionStage<Content> getBody() {
            return content;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                bytes.writeBytes(piece);
            }
            if (bytes.size() > BYTES_MAX) {
                subscription.cancel();
                end(new ConnectionException("The answer is larger than 32 MiB.", null));
            }
        }

        @Override
        public void onError(Throwable error) {
            end(new ConnectionException("The answer was cut off.", error));
        }

        @Override
        public void onComplete() {
            end(null);
        }

        private void end(ConnectionException cut) {
            content.complete(new Content(bytes.toByteArray(), cut));
        }
    }
}
