package dev.kloakd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** This client's version: the build writes it from the POM into {@code version.txt}. */
final class Version {
    static final String TEXT = read();

    private Version() {}

    private static String read() {
        try (InputStream file = Version.class.getResourceAsStream("version.txt")) {
            return file == null ? "0.0.0" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
