package dev.berth.standalone;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells the person at the terminal what is done, and how long it took: one line per step. */
final class Progress {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Does it, and says so afterwards. */
    <T> T step(String what, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        done(what, begun);
        return result;
    }

    void done(String what, long begun) {
        say(String.format(Locale.ROOT, "%-58s %5.1f s", what, (System.nanoTime() - begun) / NANOS_PER_SECOND));
    }

    void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Seconds since the JVM began. */
    String sinceStart() {
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        return String.format(Locale.ROOT, "%.1f s", (System.currentTimeMillis() - began) / MILLIS_PER_SECOND);
    }
}
