package dev.berth.gateway;

import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainId;
import dev.berth.events.Event;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenId;
import dev.berth.events.spec.AutoDeploy;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.Scaling;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Facts for tests, with what does not matter filled in. */
public final class Histories {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final OrganizationId ACME = new OrganizationId(UUID.randomUUID());
    public static final ProjectId SHOP = new ProjectId(UUID.randomUUID());
    public static final NamespaceId DEMO = new NamespaceId(UUID.randomUUID());
    private static final Provenance TEST = new Provenance("berth/test", "test", Optional.empty(), Optional.empty());

    public static ContainerCreated created(ContainerId id, String host) {
        return new ContainerCreated(id, DEMO, SHOP, ACME, host, host);
    }

    public static ContainerConfigured configured(ContainerId id, int revision, ContainerSpec spec) {
        return new ContainerConfigured(id, revision, spec);
    }

    public static DeploymentRequested requested(ContainerId id, int deployment, int revision) {
        return new DeploymentRequested(id, deployment, revision, 1, Cause.CONFIGURED);
    }

    /**
     * How long requests may take and wait where a test is not about that: news travel over Kafka twice before a held
     * request goes on, and a busy machine is slow, not wrong.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public static ContainerSpec spec() {
        return spec(Privacy.PUBLIC, false, PATIENCE);
    }

    public static ContainerSpec spec(Privacy privacy, boolean httpsOnly, Duration timeout) {
        return spec(privacy, httpsOnly, timeout, true);
    }

    /** The same without a way in. */
    public static ContainerSpec hidden(ContainerSpec spec) {
        return spec(spec.privacy(), spec.httpsOnly(), spec.timeout(), false);
    }

    private static ContainerSpec spec(Privacy privacy, boolean httpsOnly, Duration timeout, boolean exposed) {
        return new ContainerSpec(
                "registry.example/app:1",
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new Port(8080, "http", Protocol.HTTP1, exposed, "/")),
                140,
                256_000_000,
                1_000_000_000,
                0,
                new Scaling(0, 5, new Scaling.Concurrency(50)),
                new Probes(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                timeout,
                privacy,
                httpsOnly,
                Optional.empty(),
                "",
                List.of(),
                Map.of(),
                new AutoDeploy.Fixed(),
                Map.of());
    }

    public static ApiKeyCreated key(String secret, Optional<ProjectId> project, Optional<Instant> expires) {
        return new ApiKeyCreated(
                new ApiKeyId(UUID.randomUUID()),
                ACME,
                project,
                SHOP,
                Right.READ,
                "SCWTEST",
                sha256(secret),
                "",
                expires);
    }

    public static DomainAttached attached(ContainerId container, String hostname) {
        return new DomainAttached(new DomainId(UUID.randomUUID()), container, DEMO, SHOP, ACME, hostname, List.of());
    }

    public static TokenIssued token(
            String token, NamespaceId namespace, Optional<ContainerId> container, Optional<Instant> expires) {
        return new TokenIssued(
                new TokenId(UUID.randomUUID()), container, namespace, SHOP, ACME, "", sha256(token), expires);
    }

    public static <E extends Event> Recorded<E> recorded(long version, E event) {
        return recorded(version, NOON.plusSeconds(version), event);
    }

    public static <E extends Event> Recorded<E> recorded(long version, Instant time, E event) {
        return new Recorded<>(UUID.randomUUID(), version, time, ACME, Optional.of(SHOP), TEST, event);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Histories() {}
}
