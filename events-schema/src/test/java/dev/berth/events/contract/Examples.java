package dev.berth.events.contract;

import static java.util.stream.Collectors.toMap;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDegraded;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.ContainerDeletionRequested;
import dev.berth.events.ContainerEvent.ContainerRecovered;
import dev.berth.events.ContainerEvent.DeletionHindered;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.DriftCorrected;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.DomainId;
import dev.berth.events.Event;
import dev.berth.events.EventTypes;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectEvent.ProjectCreated;
import dev.berth.events.ProjectEvent.ProjectDeleted;
import dev.berth.events.ProjectEvent.ProjectDeletionRequested;
import dev.berth.events.ProjectId;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import dev.berth.events.Topics;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import dev.berth.events.TriggerId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Probe;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.events.spec.VolumeMount;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One example of everything published, by the name of its golden file. */
final class Examples {

    private static final OrganizationId ORGANIZATION = OrganizationId.of("aaaaaaaa-1111-4222-8333-444455556666");
    private static final ProjectId PROJECT = ProjectId.of("bbbbbbbb-1111-4222-8333-444455556666");
    private static final ApiKeyId API_KEY = ApiKeyId.of("cccccccc-1111-4222-8333-444455556666");
    private static final NamespaceId NAMESPACE = NamespaceId.of("dddddddd-1111-4222-8333-444455556666");
    static final ContainerId CONTAINER = ContainerId.of("eeeeeeee-1111-4222-8333-444455556666");
    private static final DomainId DOMAIN = DomainId.of("ffffffff-1111-4222-8333-444455556666");
    private static final TokenId TOKEN = TokenId.of("abababab-1111-4222-8333-444455556666");
    private static final TriggerId TRIGGER = TriggerId.of("bcbcbcbc-1111-4222-8333-444455556666");
    private static final UUID REPORT = UUID.fromString("0197d3a4-0000-7000-8000-000000000001");
    private static final Instant MORNING = Instant.parse("2026-03-01T08:15:30.123456Z");

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Secret SECRET = new Secret("Y2lwaGVydGV4dA==", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    private static final Failure FAILURE =
            new Failure(Failure.Reason.EXITED, "exited with code 1 after 0.3 s; last log lines: no such file");

    static final ContainerSpec SPEC = new ContainerSpec(
            "registry.example/app:1",
            List.of("/app"),
            List.of("--verbose"),
            Map.of("GREETING", "hello"),
            Map.of("PASSWORD", SECRET),
            List.of(new Port(8080, "http", Port.Protocol.HTTP1, true, "/")),
            1000,
            2_048_000_000L,
            1_000_000_000L,
            0,
            new Scaling(0, 5, new Scaling.Concurrency(50)),
            new Probes(
                    Optional.of(new Probe(
                            new Probe.Http(8080, "/health"), Duration.ofSeconds(10), Duration.ofSeconds(1), 30)),
                    Optional.of(new Probe(new Probe.Tcp(8080), Duration.ofSeconds(5), Duration.ofMillis(500), 3)),
                    Optional.empty()),
            List.of(new VolumeMount("data", "/data", false)),
            Duration.ofMinutes(5),
            Privacy.PUBLIC,
            true,
            Optional.of("v2"),
            "the shop",
            List.of("b", "a"),
            Map.of("team", "shop"),
            new AutoDeploy.Semver("^1.2"),
            Map.of("scaleway.local_storage_limit_bytes", "0"));

    private static final TriggerSpec TRIGGER_SPEC = new TriggerSpec(
            "nightly",
            "cleans up",
            List.of("a"),
            new TriggerSpec.Destination("/clean", TriggerSpec.Method.POST),
            new Source.Sqs(
                    "fr-par", "https://sqs.example.org", "https://sqs.example.org/1/jobs", "AKID", Optional.of(SECRET)),
            Map.of("scaleway.mnq_region", "fr-par"));

    /** By event type, or by topic for what is no event. */
    static Map<String, Object> all() {
        Map<String, Object> examples =
                new HashMap<>(events().collect(toMap(event -> EventTypes.of(event), event -> event)));
        examples.put(
                Topics.REPORTS,
                new Reported(
                        REPORT,
                        MORNING,
                        "reconciler",
                        Optional.of("0197d3a4-0000-7000-8000-000000000002"),
                        Optional.of(TRACEPARENT),
                        new Report.DeploymentBroken(CONTAINER, 2, FAILURE, Optional.of(1))));
        examples.put(
                Topics.ENDPOINTS,
                new Endpoints(
                        CONTAINER,
                        7,
                        Duration.ofMinutes(5),
                        50,
                        List.of(
                                endpoint("one", 1, Endpoints.State.DRAINING),
                                endpoint("two", 2, Endpoints.State.READY))));
        examples.put(
                Topics.DEMAND,
                new Demand("gateway-1", CONTAINER, 7, 3, Map.of("two", 2), 120, MORNING, MORNING.minusMillis(20)));
        return examples;
    }

    private static Stream<Event> events() {
        return Stream.of(
                new OrganizationCreated(ORGANIZATION, "acme"),
                new ProjectCreated(PROJECT, ORGANIZATION, "default"),
                new ProjectDeletionRequested(PROJECT),
                new ProjectDeleted(PROJECT),
                new ApiKeyCreated(
                        API_KEY,
                        ORGANIZATION,
                        Optional.of(PROJECT),
                        PROJECT,
                        Right.WRITE,
                        "SCWXXXXXXXXXXXXXXXXX",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "for the build",
                        Optional.of(MORNING)),
                new ApiKeyRotated(API_KEY, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
                new ApiKeyRevoked(API_KEY),
                new NamespaceCreated(NAMESPACE, PROJECT, ORGANIZATION, "demo"),
                new NamespaceConfigured(NAMESPACE, 2, 1, namespaceSpec()),
                new VariablesRolledOut(NAMESPACE, 1),
                new NamespaceDeletionRequested(NAMESPACE),
                new NamespaceDeleted(NAMESPACE),
                new ContainerCreated(CONTAINER, NAMESPACE, PROJECT, ORGANIZATION, "hello", "hello-demo"),
                new ContainerConfigured(CONTAINER, 1, SPEC),
                new DeploymentRequested(CONTAINER, 2, 1, 1, Cause.VARIABLES_CHANGED),
                new ImagePinned(CONTAINER, 1, "registry.example/app@sha256:" + "ab".repeat(32)),
                new DeploymentSucceeded(CONTAINER, 2),
                new DeploymentFailed(CONTAINER, 2, FAILURE, Optional.of(1)),
                new ContainerDegraded(CONTAINER, 2, FAILURE),
                new ContainerRecovered(CONTAINER, 2),
                new DriftCorrected(
                        CONTAINER, "Service shop-tests", List.of("spec.selector"), Optional.of("kubectl-edit")),
                new ContainerDeletionRequested(CONTAINER),
                new DeletionHindered(CONTAINER, FAILURE),
                new ContainerDeleted(CONTAINER),
                new DomainAttached(
                        DOMAIN, CONTAINER, NAMESPACE, PROJECT, ORGANIZATION, "shop.example.org", List.of("a")),
                new DomainTagged(DOMAIN, List.of("b", "a")),
                new DomainDetached(DOMAIN),
                new TokenIssued(
                        TOKEN,
                        Optional.of(CONTAINER),
                        NAMESPACE,
                        PROJECT,
                        ORGANIZATION,
                        "for the partner",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        Optional.of(MORNING)),
                new TokenRevoked(TOKEN),
                new TriggerCreated(TRIGGER, CONTAINER, NAMESPACE, PROJECT, ORGANIZATION),
                new TriggerConfigured(TRIGGER, 1, TRIGGER_SPEC),
                new TriggerDeleted(TRIGGER));
    }

    private static NamespaceSpec namespaceSpec() {
        return new NamespaceSpec(
                "all of it", Map.of("REGION", "fr-par"), Map.of("TOKEN", SECRET), List.of("a"), Map.of());
    }

    private static Endpoints.Instance endpoint(String id, int deployment, Endpoints.State state) {
        return new Endpoints.Instance(id, deployment, 1, "127.0.0.1", 40_000, Port.Protocol.HTTP1, state);
    }

    private Examples() {}
}
