package dev.berth.api.dialect.scaleway.containers;

import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container has of which its creator said nothing. The figures are those that the real service answers. */
public final class ContainerDefaults {

    static final Port PORT = new Port(8080, "http", Protocol.HTTP1, true, "/");

    /** The concurrency that a container is scaled by. */
    public static final int CONCURRENCY = 50;

    static final int PROBE_FAILURES = 30;
    static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);
    static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

    private static final int CPU_MILLIS = 1000;
    private static final long MEGABYTE = 1_000_000L;
    private static final long MEMORY_BYTES = 2048 * MEGABYTE;
    private static final long STORAGE_BYTES = 1000 * MEGABYTE;
    private static final Scaling SCALING = new Scaling(0, 5, new Scaling.Concurrency(CONCURRENCY));
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** The configuration of a container of which only the image and, perhaps, one or both of its limits are known. */
    static ContainerSpec of(String image, Optional<Integer> cpuMillis, Optional<Long> memoryBytes) {
        return new ContainerSpec(
                image,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(PORT),
                cpuMillis
                        .or(() -> memoryBytes.map(ContainerDefaults::cpuMillis))
                        .orElse(CPU_MILLIS),
                memoryBytes
                        .or(() -> cpuMillis.map(ContainerDefaults::memoryBytes))
                        .orElse(MEMORY_BYTES),
                STORAGE_BYTES,
                0,
                SCALING,
                new Probes(Optional.of(probe(PORT.number())), Optional.empty(), Optional.empty()),
                List.of(),
                TIMEOUT,
                Privacy.PUBLIC,
                false,
                Optional.empty(),
                "",
                List.of(),
                Map.of(),
                new AutoDeploy.Fixed(),
                Map.of());
    }

    static Probe probe(int port) {
        return new Probe(new Probe.Tcp(port), PROBE_INTERVAL, PROBE_TIMEOUT, PROBE_FAILURES);
    }

    /** The CPU that goes with a memory limit alone: 70 thousandths of a core for each 128 MB. */
    private static int cpuMillis(long memoryBytes) {
        return Math.clamp(Math.round(memoryBytes * 70.0 / (128 * MEGABYTE)), 70, 6000);
    }

    /** The memory that goes with a CPU limit alone: the usual, within 1 to 4 MB for each thousandth of a core. */
    private static long memoryBytes(int cpuMillis) {
        return Math.clamp(MEMORY_BYTES, Math.max(128, cpuMillis) * MEGABYTE, Math.max(128, 4L * cpuMillis) * MEGABYTE);
    }

    private ContainerDefaults() {}
}
