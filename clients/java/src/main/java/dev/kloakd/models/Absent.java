package dev.kloakd.models;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a record holds where the service left a list or an object out, and copies that nobody can change. */
final class Absent {
    private Absent() {}

    static <T> List<T> list(List<T> given) {
        return given == null ? List.of() : Collections.unmodifiableList(given);
    }

    static Map<String, Object> map(Map<String, Object> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(given);
    }
}
