package dev.berth.reconciler.cluster;

import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerEvent.Cause;
import dev.berth.events.ContainerEvent.ContainerConfigured;
import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerEvent.ContainerDeleted;
import dev.berth.events.ContainerEvent.DeploymentFailed;
import dev.berth.events.ContainerEvent.DeploymentRequested;
import dev.berth.events.ContainerEvent.DeploymentSucceeded;
import dev.berth.events.ContainerEvent.ImagePinned;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceId;
import dev.berth.events.Provenance;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.events.report.Report;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.Probes;
import dev.berth.events.spec.VolumeMount;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Examples;
import dev.berth.reconciler.container.Reconciler;
import dev.berth.reconciler.container.Rules;
import dev.berth.reconciler.container.Stories;
import dev.berth.reconciler.container.Surroundings;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Workload;
import dev.berth.reconciler.probe.Checks;
import dev.berth.reconciler.probe.LiveProber;
import dev.berth.reconciler.scale.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The log, and the gateways, of one container, for which one reconciler after the other works. What gateways are told is
 * tried at once, and held against them: requests get an answer, and never again that of a deployment that was replaced.
 */
final class PlayedLog
        implements Surroundings.Reports, Surroundings.Gates, Surroundings.Heard, Surroundings.Figures, AutoCloseable {

    private final ContainerId id = new ContainerId(UUID.randomUUID());
    private final NamespaceId namespace;
    private final String name;
    private final Stories stories = new Stories();
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<String> wrongs = new CopyOnWriteArrayList<>();
    private final Map<Integer, Workload> workloads = new ConcurrentHashMap<>();
    private Optional<Working> working = Optional.empty();
    private Optional<Endpoints> told = Optional.empty();
    private int answered;
    private long version;

    private record Working(Reconciler reconciler, Mortal engine, Checks checks, Engine.Watch watch)
            implements AutoCloseable {
        @Override
        public void close() {
            watch.close();
            reconciler.close();
            checks.close();
        }
    }

    PlayedLog(NamespaceId namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    ContainerId id() {
        return id;
    }

    void create() {
        stories.takeNamespace(new NamespaceCreated(namespace, Examples.PROJECT, Examples.ORGANIZATION, "killed"));
        take(new ContainerCreated(id, namespace, Examples.PROJECT, Examples.ORGANIZATION, name, name));
    }

    /** Asks for a deployment that answers with its number. */
    void deploy(int number, String image) {
        deploy(number, image, List.of());
    }

    /** The same with volumes. */
    void deploy(int number, String image, List<VolumeMount> volumes) {
        take(new ContainerConfigured(
                id,
                number,
                Examples.spec(
                        image,
                        Examples.ONE,
                        Probes.NONE,
                        Map.of("GREETING", greeting(number)),
                        List.of(),
                        List.of(),
                        volumes)));
        take(new DeploymentRequested(id, number, number, 0, Cause.CONFIGURED));
    }

    private static String greeting(int deployment) {
        return "number " + deployment;
    }

    /** A reconciler begins, in place of the one before, and is killed after so many steps. */
    void reconcile(Engine engine, int steps) {
        close();
        Mortal mortal = new Mortal(engine, steps);
        Checks checks = new Checks(mortal);
        Reconciler reconciler = new Reconciler(
                mortal,
                stories,
                new Surroundings(this, this, (_, _) -> Map.of(), new LiveProber(checks), this, this),
                new Rules(3, Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(30)),
                new Scale.Windows(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                InstantSource.system());
        Engine.Watch watch = engine.watch(new Engine.Watcher() {
            @Override
            public void changed(ContainerId container) {
                if (container.equals(id)) {
                    reconciler.wake(id);
                }
            }

            @Override
            public void missed() {
                reconciler.wake(id);
            }
        });
        synchronized (this) {
            working = Optional.of(new Working(reconciler, mortal, checks, watch));
        }
    }

    void take(ContainerEvent event) {
        Optional<Working> waiting;
        synchronized (this) {
            stories.take(
                    event,
                    new Recorded<>(
                            UUID.randomUUID(),
                            ++version,
                            Instant.now(),
                            Examples.ORGANIZATION,
                            Optional.of(Examples.PROJECT),
                            new Provenance("test", "test", Optional.empty(), Optional.empty()),
                            event));
            waiting = working;
        }
        waiting.ifPresent(each -> each.reconciler().wake(id));
    }

    synchronized boolean isDead() {
        return working.filter(each -> each.engine().isDead()).isPresent();
    }

    /** Whether the deployment answers, is all that gateways know of, and the log has heard of it. */
    synchronized boolean hasSettled(int deployment) {
        return reports.contains(new Report.DeploymentReady(id, deployment))
                && told.filter(endpoints -> !endpoints.instances().isEmpty()
                                && endpoints.instances().stream()
                                        .allMatch(instance -> instance.deployment() == deployment))
                        .isPresent();
    }

    boolean isRemoved() {
        return reports.contains(new Report.WorkloadRemoved(id));
    }

    /** What gateways were told that was not so, or not right. */
    List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** As a reconciler asked for it. */
    Workload workload(int deployment) {
        working.ifPresent(each -> workloads.putAll(each.engine().workloads()));
        return Optional.ofNullable(workloads.get(deployment)).orElseThrow();
    }

    @Override
    public void send(StreamId subject, Reported reported) {
        reports.add(reported.report());
        if (taken.add(reported.reportId())) {
            event(reported.report()).ifPresent(this::take);
        }
    }

    private Optional<ContainerEvent> event(Report report) {
        return switch (report) {
            case Report.ImageResolved it -> Optional.of(new ImagePinned(id, it.revision(), it.image()));
            case Report.DeploymentReady it -> Optional.of(new DeploymentSucceeded(id, it.deployment()));
            case Report.DeploymentBroken it ->
                Optional.of(new DeploymentFailed(id, it.deployment(), it.failure(), it.serving()));
            case Report.WorkloadRemoved _ -> Optional.of(new ContainerDeleted(id));
            case Report.WorkloadFailing _,
                    Report.WorkloadHealthy _,
                    Report.DriftCorrected _,
                    Report.RemovalHindered _ -> Optional.empty();
        };
    }

    @Override
    public void publish(ContainerId container, Optional<Endpoints> endpoints) {
        List<Endpoints.Instance> ready = endpoints.stream()
                .flatMap(all -> all.instances().stream())
                .filter(instance -> instance.state() == Endpoints.State.READY)
                .toList();
        ready.forEach(this::ask);
        synchronized (this) {
            if (answered > 0 && endpoints.isPresent() && ready.isEmpty()) {
                wrongs.add("nobody takes requests");
            }
            ready.stream()
                    .filter(instance -> instance.deployment() < answered)
                    .forEach(instance -> wrongs.add("back to deployment " + instance.deployment()));
            answered = ready.stream().mapToInt(Endpoints.Instance::deployment).reduce(answered, Math::max);
            told = endpoints;
        }
    }

    private void ask(Endpoints.Instance instance) {
        URI uri = URI.create("http://%s:%d/".formatted(instance.host(), instance.port()));
        try (InputStream answer = uri.toURL().openStream()) {
            String said = new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!said.equals(greeting(instance.deployment()))) {
                wrongs.add("deployment %d said \"%s\"".formatted(instance.deployment(), said));
            }
        } catch (IOException e) {
            wrongs.add("deployment %d did not answer: %s".formatted(instance.deployment(), e.getMessage()));
        }
    }

    @Override
    public boolean mayAct(ContainerId container) {
        return container.equals(id);
    }

    @Override
    public Optional<Boolean> lookUp(ContainerId container) {
        return Optional.empty();
    }

    @Override
    public void looked(Duration took) {}

    @Override
    public void failed() {}

    @Override
    public void started(Duration took) {}

    @Override
    public void coldStart(Duration took) {}

    /** What runs goes on. */
    @Override
    public void close() {
        Optional<Working> before;
        synchronized (this) {
            before = working;
            working = Optional.empty();
        }
        before.ifPresent(each -> {
            workloads.putAll(each.engine().workloads());
            each.close();
            each.engine().release(id); // it would be gone with its process
        });
    }
}
