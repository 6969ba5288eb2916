package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Supplier;

/**
 * Where JSON is read: much of it on a thread that may take a while, a little right here, because on a busy machine the way
 * to another thread and back takes longer than that.
 */
final class Reading {

    /** About 2 ms, at 20 us each. */
    private static final int LITTLE = 100;

    static <T> Uni<T> of(int values, Supplier<T> read) {
        Uni<T> reading = Uni.createFrom().item(read);
        return values > LITTLE ? reading.runSubscriptionOn(Infrastructure.getDefaultExecutor()) : reading;
    }

    private Reading() {}
}
