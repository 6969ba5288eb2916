package dev.berth.api.relay;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What Kafka has acknowledged in one partition and nobody has looked at yet: positions in the log, with their offsets. Two
 * numbers each and no objects, for under load they outlive the young generation. Not safe for several threads.
 */
final class Acknowledged {

    private static final int AT_FIRST = 64;

    private long[] positions = new long[AT_FIRST];
    private long[] offsets = new long[AT_FIRST];
    private int size;
    private long end;

    /** @param end the offset that the next record gets */
    Acknowledged(long end) {
        this.end = end;
    }

    /** Notes that the partition has the event; to be told in the order of offsets. */
    void add(long position, long offset) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        positions[size] = position;
        offsets[size] = offset;
        size++;
        end = offset + 1;
    }

    /** Notes the same of a repeat that the broker knew, and so gave no offset. */
    void addRepeat(long position) {
        add(position, end);
    }

    LongStream positions() {
        return Arrays.stream(positions, 0, size);
    }

    void forget(LongPredicate position) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!position.test(positions[i])) {
                positions[kept] = positions[i];
                offsets[kept] = offsets[i];
                kept++;
            }
        }
        size = kept;
    }

    /** Before which offset there is none of those that are left. */
    long first() {
        return size > 0 ? offsets[0] : end;
    }
}
