package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.VolumeMount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values that tests start from. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    public static final ProjectId PROJECT = new ProjectId(UUID.randomUUID());
    public static final NamespaceId NAMESPACE = new NamespaceId(UUID.randomUUID());
    public static final Scaling ONE = new Scaling(1, 1, new Scaling.Concurrency(10));
    public static final Scaling FROM_ZERO = new Scaling(0, 5, new Scaling.Concurrency(10));

    static final NamespaceStory.Shared SHARED = new NamespaceStory.Shared("demo", NamespaceStory.Variables.EMPTY);

    public static ContainerCreated created(ContainerId id) {
        return new ContainerCreated(id, NAMESPACE, PROJECT, ORGANIZATION, "hello", "hello-demo");
    }

    public static ContainerSpec spec(String image, Scaling scaling) {
        return spec(image, scaling, Probes.NONE, Map.of(), List.of(), List.of());
    }

    public static ContainerSpec spec(
            String image,
            Scaling scaling,
            Probes probes,
            Map<String, String> environment,
            List<String> command,
            List<String> args) {
        return spec(image, scaling, probes, environment, command, args, List.of());
    }

    public static ContainerSpec spec(
            String image,
            Scaling scaling,
            Probes probes,
            Map<String, String> environment,
            List<String> command,
            List<String> args,
            List<VolumeMount> volumes) {
        return new ContainerSpec(
                image,
                command,
                args,
                environment,
                Map.of(),
                List.of(new Port(8080, "http", Port.Protocol.HTTP1, true, "/")),
                200,
                64_000_000,
                0,
                0,
                scaling,
                probes,
                volumes,
                Duration.ofSeconds(30),
                ContainerSpec.Privacy.PUBLIC,
                false,
                Optional.empty(),
                "",
                List.of(),
                Map.of(),
                new AutoDeploy.Fixed(),
                Map.of());
    }

    /** One whose instances keep something in a volume. */
    public static Target keeping(int number, Scaling scaling, boolean readOnly) {
        return new Target(
                deployment(number),
                spec(
                        "app:" + number,
                        scaling,
                        Probes.NONE,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(new VolumeMount("data", "/data", readOnly))),
                Optional.of("app@sha256:" + number),
                Optional.of(SHARED));
    }

    public static Deployment deployment(int number) {
        return new Deployment(number, number, 1, "event-" + number, Optional.empty());
    }

    public static Target target(int number, Scaling scaling) {
        return new Target(
                deployment(number),
                spec("app:" + number, scaling),
                Optional.of("app@sha256:" + number),
                Optional.of(SHARED));
    }

    private Examples() {}
}
