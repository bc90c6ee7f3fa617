package dev.kloakd;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A call of a route that this version has no method for. Cannot be changed: each method gives another request. */
public final class Request {
    final String method;
    final String path;
    final Map<String, Object> query;
    final Object body;
    final Map<String, String> headers;
    final String idempotencyKey;

    private Request(
            String method,
            String path,
            Map<String, Object> query,
            Object body,
            Map<String, String> headers,
            String idempotencyKey) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.body = body;
        this.headers = headers;
        this.idempotencyKey = idempotencyKey;
    }

    /**
     * Makes a request.
     *
     * @param method HTTP method
     * @param path what follows the base URL, or the module; begins with a slash
     * @return a request with nothing else
     */
    public static Request of(String method, String path) {
        // Without its slash a path would go on with the host's name, and the key would go to that host.
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is \"" + path + "\", but must begin with a slash.");
        }
        return new Request(method, path, Map.of(), null, Map.of(), null);
    }

    /**
     * Adds a parameter to the query.
     *
     * @param name the parameter
     * @param value its value; null for no parameter
     * @return the request with it
     */
    public Request withQuery(String name, Object value) {
        Map<String, Object> changed = value == null ? query : with(query, name, value);
        return new Request(method, path, changed, body, headers, idempotencyKey);
    }

    /**
     * Sets the body.
     *
     * @param body anything that Jackson writes: a map, a record, a list
     * @return the request with it
     */
    public Request withBody(Object body) {
        return new Request(method, path, query, body, headers, idempotencyKey);
    }

    /**
     * Adds a header.
     *
     * @param name the header
     * @param value its value
     * @return the request with it
     */
    public Request withHeader(String name, String value) {
        return new Request(method, path, query, body, with(headers, name, value), idempotencyKey);
    }

    /**
     * Sets the key of a call that does once what it asks for, however often it is sent.
     *
     * @param idempotencyKey any text of your own; by default made anew for each POST and PATCH
     * @return the request with it
     */
    public Request withIdempotencyKey(String idempotencyKey) {
        return new Request(method, path, query, body, headers, idempotencyKey);
    }

    /** The request with a key of its own, where a repetition could do twice what was asked for once. */
    Request keyed() {
        boolean isRepeatable = !method.equalsIgnoreCase("POST") && !method.equalsIgnoreCase("PATCH");
        return isRepeatable || idempotencyKey != null ? this : withIdempotencyKey(newKey());
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    Request below(String prefix) {
        return new Request(method, prefix + path, query, body, headers, idempotencyKey);
    }

    String pathAndQuery() {
        String text = query.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(String.valueOf(each.getValue())))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + "?" + text;
    }

    /** A value as one segment of a path. "." and ".." would be taken as steps in the path, and "" would vanish. */
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be an ID or the name of a module.");
        }
        return encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        Map<String, T> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return copy;
    }
}
