package dev.berth.api.views;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Histories for tests. */
final class Histories {

    static final Instant START = Instant.parse("2026-03-01T08:15:30.123456Z");
    static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    static final ProjectId PROJECT = new ProjectId(UUID.randomUUID());
    static final Provenance PROVENANCE =
            new Provenance("berth/test", "correlation", Optional.empty(), Optional.empty());

    /** As the log would keep them: one second apart. */
    static List<Recorded<Event>> recorded(List<? extends Event> events) {
        List<Recorded<Event>> recorded = new ArrayList<>();
        for (Event event : events) {
            long version = recorded.size() + 1L;
            recorded.add(new Recorded<>(
                    UUID.randomUUID(),
                    version,
                    START.plusSeconds(version),
                    ORGANIZATION,
                    Optional.of(PROJECT),
                    PROVENANCE,
                    event));
        }
        return recorded;
    }

    /** What creating a container writes. */
    static List<ContainerEvent> created(ContainerId id, NamespaceId namespace, ProjectId project, String name) {
        return List.of(
                new ContainerCreated(id, namespace, project, ORGANIZATION, name, name + "-ns"),
                new ContainerConfigured(id, 1, spec("first")),
                new DeploymentRequested(id, 1, 1, 1, Cause.CREATED));
    }

    static List<Event> created(NamespaceId id, ProjectId project, String name) {
        return List.of(
                new NamespaceCreated(id, project, ORGANIZATION, name), new NamespaceConfigured(id, 1, 1, spec()));
    }

    static NamespaceSpec spec() {
        return new NamespaceSpec("", Map.of("GREETING", "hello"), Map.of(), List.of(), Map.of());
    }

    static ContainerSpec spec(String description) {
        return new ContainerSpec(
                "registry.example/app:1",
                List.of(),
                List.of(),
                Map.of("COLOUR", "blue"),
                Map.of(),
                List.of(new Port(8080, "http", Port.Protocol.HTTP1, true, "/")),
                1000,
                2_048_000_000L,
                1_000_000_000L,
                0,
                new Scaling(0, 5, new Scaling.Concurrency(50)),
                Probes.NONE,
                List.of(),
                Duration.ofMinutes(5),
                Privacy.PUBLIC,
                false,
                Optional.empty(),
                description,
                List.of("a"),
                Map.of(),
                new AutoDeploy.Fixed(),
                Map.of());
    }

    private Histories() {}
}
