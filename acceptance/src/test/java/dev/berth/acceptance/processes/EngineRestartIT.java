package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.berth.sample.image.SampleImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The container engine goes away under the containers that Berth runs on it, and comes back without them. */
class EngineRestartIT {

    @Test
    void what_ran_runs_again_once_the_engine_is_back() throws Exception {
        assumeThat(OwnEngine.isPossible())
                .as("restarting an engine takes root and dockerd")
                .isTrue();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "processes")), "engine");
        try (OwnEngine engine = OwnEngine.started();
                Cluster cluster = Cluster.start(folder.toAbsolutePath(), Map.of("DOCKER_HOST", engine.host()))) {
            engine.copy(SampleImage.REPOSITORY + ":latest");
            Greeter greeter = Greeter.deploy(cluster);

            engine.stop();
            engine.start();

            greeter.await("hello");
            greeter.changeAndAwait("after the engine was restarted");
        }
    }
}
