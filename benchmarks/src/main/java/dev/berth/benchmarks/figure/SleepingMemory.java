package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Processes;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.peer.DockerEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Memory of a Berth whose containers all sleep. */
public final class SleepingMemory implements Figure {

    private static final int CONTAINERS = 100;

    @Override
    public String name() {
        return "sleeping-memory";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(6);
    }

    @Override
    public List<Result> measure() throws Exception {
        DockerEngine engine = new DockerEngine();
        try (Berth berth = Berth.start(Map.of("BERTH_AUTOSCALER_IDLE_WINDOW", "1s"))) {
            String namespace = berth.createNamespace("bench");
            List<String> containers = new ArrayList<>();
            for (int number = 0; number < CONTAINERS; number++) {
                String body = berth.container(namespace, "c" + number, berth.image(), ", \"min_scale\": 0");
                containers.add(
                        berth.call("POST", berth.containers(), body).path("id").asText());
            }
            for (String container : containers) {
                berth.awaitStatus(container, "ready", Duration.ofMinutes(4));
            }
            Processes.await(
                    "all containers to sleep",
                    Duration.ofMinutes(2),
                    () -> engine.running("dev.berth.platform=" + berth.platform())
                            .isEmpty());
            TimeUnit.SECONDS.sleep(10);
            double whole = Processes.residentMebibytes(berth.processes());
            double jvm = Processes.residentMebibytes(berth.jvm());
            return List.of(Result.atMost("memory, idle with 100 sleeping containers", whole, "MiB", 800)
                    .noting("the JVM alone: %d".formatted(Math.round(jvm))));
        }
    }
}
