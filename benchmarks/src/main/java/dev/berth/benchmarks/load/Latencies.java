package dev.berth.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The times of many answers, to the microsecond, and how many of them were failures. */
public final class Latencies {

    private static final long LONGEST = Duration.ofMinutes(5).toNanos();

    private final Histogram nanos = new ConcurrentHistogram(1000, LONGEST, 3);
    private final LongAdder failures = new LongAdder();

    public void record(long elapsedNanos) {
        nanos.recordValue(Math.clamp(elapsedNanos, 0, LONGEST));
    }

    public void fail() {
        failures.increment();
    }

    public long count() {
        return nanos.getTotalCount();
    }

    public long failures() {
        return failures.sum();
    }

    public double millisAt(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    public double maxMillis() {
        return nanos.getMaxValue() / 1e6;
    }
}
