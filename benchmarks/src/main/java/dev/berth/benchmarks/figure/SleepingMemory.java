package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Api;
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
        try (Berth berth = Berth.start(Map.of("BERTH_AUTOSCALER_IDLE_WINDOW", "1s"))) {
            DockerEngine engine = berth.engine();
            Api api = berth.api();
            String namespace = api.createNamespace("bench");
            List<String> containers = new ArrayList<>();
            for (int number = 0; number < CONTAINERS; number++) {
                String body = api.container(namespace, "c" + number, berth.image(), ", \"min_scale\": 0");
                containers.add(
                        api.call("POST", api.containers(), body).path("id").asText());
            }
            for (String container : containers) {
                api.awaitStatus(container, "ready", Duration.ofMinutes(4));
            }
            Processes.await(
                    "all containers to sleep",
                    Duration.ofMinutes(2),
                    () -> engine.running("dev.berth.platform=" + berth.platform())
                            .isEmpty());
            TimeUnit.SECONDS.sleep(10);
            double whole = Processes.residentMebibytes(berth.processes());
            double jvm = Processes.residentMebibytes(List.of(berth.jvm()));
            return List.of(Result.atMost("memory, idle with 100 sleeping containers", whole, "MiB", 800)
                    .noting("the JVM alone: %d".formatted(Math.round(jvm))));
        }
    }
}
