package dev.kloakd;

import dev.kloakd.models.Discovery;
import dev.kloakd.models.Endpoint;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Every endpoint of a discovery, read page by page as the iteration gets there. All pages carry one Idempotency-Key:
 * they cost one discovery, however slow the reader is.
 */
public final class Endpoints implements Iterable<Endpoint> {
    private final IntFunction<Discovery> pageAt;

    Endpoints(IntFunction<Discovery> pageAt) {
        this.pageAt = pageAt;
    }

    @Override
    public Iterator<Endpoint> iterator() {
        return new Pages();
    }

    /** {@return the endpoints as a stream of Java} */
    public Stream<Endpoint> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Whether another page follows: an empty one ends the iteration, whatever it says. */
    static boolean hasNext(Discovery page) {
        return page.hasMore() && !page.endpoints().isEmpty();
    }

    private final class Pages implements Iterator<Endpoint> {
        private Iterator<Endpoint> page = Collections.emptyIterator();
        private int offset;
        private boolean hasMore = true;

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && hasMore) {
                Discovery read = pageAt.apply(offset);
                page = read.endpoints().iterator();
                offset += read.endpoints().size();
                hasMore = Endpoints.hasNext(read);
            }
            return page.hasNext();
        }

        @Override
        public Endpoint next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }
}
