package dev.kloakd;

import dev.kloakd.models.DiscoveryEvent;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The events of a discovery while it runs. Use it in a try-with-resources statement: closing it closes the connection,
 * from any thread, and then the service stops the work. Nothing is sent before the first event is asked for.
 *
 * <p>The iteration ends after {@code done}. An {@code error} event is thrown as the exception of its code. A connection
 * that is cut is opened again after the last event, without a second charge.
 */
public final class DiscoveryStream implements Iterable<DiscoveryEvent>, AutoCloseable {
    private final EventPump pump;
    private boolean isTaken;

    DiscoveryStream(EventPump pump) {
        this.pump = pump;
    }

    /**
     * Reads the events. An interrupt of the thread that waits closes the stream.
     *
     * @return the only iterator of this stream
     * @throws IllegalStateException the second time
     */
    @Override
    public Iterator<DiscoveryEvent> iterator() {
        if (isTaken) {
            throw new IllegalStateException("The events of a stream can be read once.");
        }
        isTaken = true;
        return new Events();
    }

    /** {@return the events as a stream of Java; closing it closes this one} */
    public Stream<DiscoveryEvent> events() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    @Override
    public void close() {
        pump.close();
    }

    private final class Events implements Iterator<DiscoveryEvent> {
        private final Queue<DiscoveryEvent> ready = new ArrayDeque<>();

        @Override
        public boolean hasNext() {
            if (ready.isEmpty()) {
                try {
                    ready.addAll(Waiting.waitFor(pump.next()));
                } catch (CancellationException interrupted) {
                    close();
                    throw interrupted;
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public DiscoveryEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }
    }
}
