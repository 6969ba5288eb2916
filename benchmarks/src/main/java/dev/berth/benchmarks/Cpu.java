package dev.berth.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * CPU time of a Berth, so that a figure also says what it costs, which other programs on the machine change less than they
 * change how long it takes.
 *
 * @param jvm of the services and Kafka
 * @param database of PostgreSQL
 */
public record Cpu(Duration jvm, Duration database) {

    public Cpu since(Cpu before) {
        return new Cpu(jvm.minus(before.jvm), database.minus(before.database));
    }

    public Cpu plus(Cpu other) {
        return new Cpu(jvm.plus(other.jvm), database.plus(other.database));
    }

    public Duration whole() {
        return jvm.plus(database);
    }

    /** In words: what each of so many took. */
    public String each(long count) {
        return "CPU for each: JVM %s ms, PostgreSQL %s ms".formatted(millis(jvm, count), millis(database, count));
    }

    private static String millis(Duration time, long count) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6 / Math.max(1, count));
    }
}
