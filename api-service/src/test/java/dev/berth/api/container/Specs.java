package dev.berth.api.container;

import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests. */
public final class Specs {

    /** A small web application. */
    public static ContainerSpec image(String image) {
        return new ContainerSpec(
                image,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new Port(8080, "http", Port.Protocol.HTTP1, true, "/")),
                100,
                128_000_000,
                1_000_000_000,
                0,
                new Scaling(0, 5, new Scaling.Concurrency(50)),
                Probes.NONE,
                List.of(),
                Duration.ofMinutes(5),
                Privacy.PUBLIC,
                false,
                Optional.empty(),
                "",
                List.of(),
                Map.of(),
                new AutoDeploy.Fixed(),
                Map.of());
    }

    /** Its secrets, and one more. */
    public static Map<String, Secret> and(ContainerSpec spec, String name) {
        Map<String, Secret> secrets = new HashMap<>(spec.secretEnvironment());
        secrets.put(name, new Secret(name, name));
        return secrets;
    }

    private Specs() {}
}
