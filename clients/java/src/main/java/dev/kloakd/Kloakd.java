package dev.kloakd;

import static dev.kloakd.Waiting.waitFor;

import dev.kloakd.errors.ConfigurationException;
import dev.kloakd.errors.KloakdException;
import dev.kloakd.models.KeyDescription;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A client of the API, for one key and one organization. Make one and share it: it is safe for many threads.
 *
 * <p>Whatever fails throws a {@link KloakdException}. An interrupt of the thread that waits for a call cancels the call,
 * and throws {@link java.util.concurrent.CancellationException}.
 */
public final class Kloakd {
    private final AsyncKloakd async;
    private final Skanyr skanyr;

    Kloakd(AsyncKloakd async) {
        this.async = async;
        this.skanyr = new Skanyr(async.skanyr());
    }

    /** {@return a builder; what is not given is read from the variables} */
    public static Builder builder() {
        return new Builder(System::getenv);
    }

    /** {@return the discovery module} */
    public Skanyr skanyr() {
        return skanyr;
    }

    /** {@return the same client without waiting: every method gives a future} */
    public AsyncKloakd async() {
        return async;
    }

    /**
     * Changes the timeout, as for one call: {@code client.withTimeout(ofSeconds(5)).skanyr().health()}.
     *
     * @param timeout for a whole call with its retries; for a stream, the longest silence
     * @return a client with the same connections
     */
    public Kloakd withTimeout(Duration timeout) {
        return new Kloakd(async.withTimeout(timeout));
    }

    /**
     * Reads what this client's own key may do. Costs nothing.
     *
     * @return the key's description
     */
    public KeyDescription key() {
        return waitFor(async.key());
    }

    /**
     * Calls another module.
     *
     * @param name the module
     * @param request its path is below the module's
     * @return the answer
     */
    public RawResponse module(String name, Request request) {
        return waitFor(async.module(name, request));
    }

    /**
     * Makes any call, to see its status and headers, or of a route that this version does not know.
     *
     * @param request its path is below the base URL
     * @return the answer
     */
    public RawResponse request(Request request) {
        return waitFor(async.request(request));
    }

    /** {@return the limits that the latest answer told} */
    public List<RateLimit> rateLimits() {
        return async.rateLimits();
    }

    /** {@return the organization and the base URL; never the key} */
    @Override
    public String toString() {
        return "Kloakd[" + async.settings() + "]";
    }

    /** Gathers what a client needs. */
    public static final class Builder {
        String apiKey;
        String organizationId;
        String baseUrl;
        /** Longer than any discovery. */
        Duration timeout = Duration.ofSeconds(90);
        int maxRetries = 2;
        private final UnaryOperator<String> variables;
        private HttpClient httpClient;

        Builder(UnaryOperator<String> variables) {
            this.variables = variables;
        }

        /**
         * Sets the key.
         *
         * @param apiKey by default the variable {@code KLOAKD_API_KEY}
         * @return this builder
         */
        public Builder apiKey(String apiKey) {
            this.apiKey = apiKey;
            return this;
        }

        /**
         * Sets the organization.
         *
         * @param organizationId a UUID; by default the variable {@code KLOAKD_ORG_ID}
         * @return this builder
         */
        public Builder organizationId(String organizationId) {
            this.organizationId = organizationId;
            return this;
        }

        /**
         * Sets where the service is.
         *
         * @param baseUrl its origin; by default the variable {@code KLOAKD_BASE_URL}
         * @return this builder
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = baseUrl;
            return this;
        }

        /**
         * Sets how long a call may take.
         *
         * @param timeout for a whole call with its retries; for a stream, the longest silence; by default 90 seconds
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets how often a call that failed is tried again.
         *
         * @param maxRetries by default 2
         * @return this builder
         */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /**
         * Sets who sends the requests, for a proxy or certificates of your own.
         *
         * @param httpClient must not follow redirects: they would send the key to whatever address they name
         * @return this builder
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = httpClient;
            return this;
        }

        /**
         * Makes the client. Sends nothing.
         *
         * @return the client
         * @throws ConfigurationException without a key, an organization or a base URL
         */
        public Kloakd build() {
            Settings settings = Settings.of(this, variables);
            HttpClient http = httpClient == null ? Settings.newHttpClient(settings.baseUrl) : httpClient;
            if (http.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new ConfigurationException(
                        "httpClient follows redirects, which would send the key to another host: use Redirect.NEVER.");
            }
            return new Kloakd(new AsyncKloakd(new Transport(settings, http)));
        }
    }
}
