package dev.kloakd;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Draws waits, so that many clients do not come back at the same moment. */
final class Jitter {
    /** 0 or more and less than 1. The conformance suite replaces it. */
    static volatile DoubleSupplier fraction = () -> ThreadLocalRandom.current().nextDouble();

    private Jitter() {}

    /** A part of the time that is drawn anew at each call. */
    static Duration upTo(long mostMs) {
        return Duration.ofMillis((long) (fraction.getAsDouble() * mostMs));
    }
}
