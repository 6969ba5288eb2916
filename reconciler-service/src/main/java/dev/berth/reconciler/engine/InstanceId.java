package dev.berth.reconciler.engine;

import java.util.concurrent.ThreadLocalRandom;

/** Names one instance for ever, in Berth's words: the engine's own name for it stays inside the engine. */
public record InstanceId(String value) implements Comparable<InstanceId> {

    /** An id that no other instance has. */
    public static InstanceId random() {
        return new InstanceId("%012x".formatted(ThreadLocalRandom.current().nextLong() & 0xffff_ffff_ffffL));
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
