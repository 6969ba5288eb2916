package dev.berth.acceptance;

import dev.berth.embedded.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What a container can be configured with is what runs: each setting, made through the API, on a real engine. */
class ConfiguredContainersIT {

    @TempDir
    static Path folder;

    private static BerthUp berth;
    private static Api api;
    private static String namespace;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new TreeMap<>();
        environment.put("BERTH_DATA", folder.resolve("data").toString());
        environment.put("BERTH_API_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_GATEWAY_PORT", Integer.toString(Ports.free()));
        environment.put("BERTH_RECONCILER_STARTUP", "10s");
        environment.put("BERTH_AUTOSCALER_IDLE_WINDOW", "5s");
        environment.put("BERTH_AUTOSCALER_MEASURE", "1s");
        berth = BerthUp.start(folder, environment);
        berth.awaitUp();
        api = new Api(berth);
        namespace = api.post(Api.CONTAINERS + "/namespaces", Map.of("name", "settings"))
                .path("id")
                .asText();
    }

    @AfterAll
    static void stop() throws Exception {
        berth.close();
    }

    @Nested
    class Program extends ProgramSettings {
        Program() {
            super(ConfiguredContainersIT.api, namespace);
        }
    }

    @Nested
    class Probes extends ProbeSettings {
        Probes() {
            super(ConfiguredContainersIT.api, namespace);
        }
    }

    @Nested
    class Scaling extends ScalingSettings {
        Scaling() {
            super(ConfiguredContainersIT.api, namespace);
        }
    }

    @Nested
    class Requests extends RequestSettings {
        Requests() {
            super(ConfiguredContainersIT.api, namespace);
        }
    }

    @Nested
    class Revisions extends RevisionSettings {
        Revisions() {
            super(ConfiguredContainersIT.api, namespace);
        }
    }
}
