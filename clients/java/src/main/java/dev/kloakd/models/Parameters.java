package dev.kloakd.models;

import java.util.List;
import java.util.Map;

/**
 * What an endpoint takes.
 *
 * @param path names of the parts of its path
 * @param query names of its query parameters
 * @param body an example of its body, or its form; empty where it has none
 */
public record Parameters(List<String> path, List<String> query, Map<String, Object> body) {
    /** {@return names of the parts of its path} */
    @Override
    public List<String> path() {
        return Absent.list(path);
    }

    /** {@return names of its query parameters} */
    @Override
    public List<String> query() {
        return Absent.list(query);
    }

    /** {@return an example of its body, or its form; empty where it has none} */
    @Override
    public Map<String, Object> body() {
        return Absent.map(body);
    }
}
