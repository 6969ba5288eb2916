package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Scaling;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.reconciler.engine.Usage;
import dev.berth.reconciler.engine.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Runs instances on any Docker-compatible engine. Containers get no more than ordinary images need: see
 * {@link #hostConfig}.
 */
public final class DockerEngine implements Engine {

    private static final Logger LOG = Logger.getLogger(DockerEngine.class);

    /** Ordinary images prepare files as root, bind port 80 and give up root; they need no more than this for it. */
    private static final Capability[] CAPABILITIES = {
        Capability.CHOWN,
        Capability.DAC_OVERRIDE,
        Capability.FOWNER,
        Capability.SETGID,
        Capability.SETUID,
        Capability.KILL,
        Capability.NET_BIND_SERVICE
    };

    /** Microseconds, the kernel's own default; quotas of it may exceed the number of CPUs, which then is the limit. */
    private static final long CPU_PERIOD = 100_000;

    /** When the machine is out of memory, an instance goes before Berth does. */
    private static final int OOM_SCORE = 500;

    /** Where instances may write that may write nowhere else. */
    private static final String SCRATCH = "/tmp";

    private static final int CONNECTIONS = 256;
    private static final int MICROS_PER_MILLI = 100;

    private final DockerSettings settings;
    private final DockerClient docker;
    private final Asking asking = new Asking();
    private final DockerImages images;
    private final PlatformNetwork network;
    private final Volumes volumes;
    private final Inspections inspections;
    private final StorageLimits storage;
    private final Output output;

    /** Instances that were told to end, and may take their time. */
    private final Set<InstanceId> told = ConcurrentHashMap.newKeySet();

    private volatile boolean init;

    public DockerEngine(DockerSettings settings) {
        this.settings = settings;
        this.docker = client(settings);
        this.images = new DockerImages(docker, asking, settings);
        this.network = new PlatformNetwork(docker, asking, settings);
        this.volumes = new Volumes(docker, asking, settings);
        this.storage = new StorageLimits(docker, asking, settings);
        this.inspections = new Inspections(docker, asking, settings, network, storage);
        this.output = new Output(docker, asking, settings);
        this.init = settings.init();
    }

    private static DockerClient client(DockerSettings settings) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(settings.host().toString())
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build());
    }

    @Override
    public String resolve(String reference) {
        return images.resolve(reference);
    }

    @Override
    public boolean scales(ContainerId container, Scaling scaling) {
        return false;
    }

    @Override
    public List<Instance> run(Workload workload, int copies) {
        long standing = running(workload).filter(id -> !told.contains(id)).count();
        return asking.all(IntStream.range(0, Math.max(0, copies - (int) standing))
                .<Supplier<Instance>>mapToObj(_ -> () -> start(InstanceId.random(), workload))
                .toList());
    }

    /** By the list alone, which names what runs and nothing else: an inspection of each would delay every cold start. */
    private Stream<InstanceId> running(Workload workload) {
        Map<String, String> labels = Labels.deployment(settings.platform(), workload);
        return ask(
                        "list running instances",
                        () -> docker.listContainersCmd().withLabelFilter(labels).exec())
                .stream()
                .flatMap(container -> Labels.read(container.getLabels()).stream())
                .map(Labels.Read::instance);
    }

    private Instance start(InstanceId id, Workload workload) {
        try {
            String container = created(id, workload);
            return started(container, id, workload);
        } catch (DockerException e) {
            throw Refusals.start(workload.image(), e);
        }
    }

    private String created(InstanceId id, Workload workload) {
        try {
            return create(id, workload);
        } catch (ConflictException e) {
            return find(id).map(Container::getId).orElseThrow(() -> e);
        } catch (NotFoundException e) {
            if (!DockerImages.isMissing(e)) {
                throw e;
            }
            images.fetch(workload.image());
            return create(id, workload);
        }
    }

    private String create(InstanceId id, Workload workload) {
        CreateContainerCmd command = docker.createContainerCmd(workload.image())
                .withName("berth-" + workload.name() + "-" + workload.deployment() + "-" + id)
                .withLabels(Labels.of(settings.platform(), id, workload))
                .withEnv(Stream.of(workload.environment(), workload.secrets())
                        .flatMap(variables -> variables.entrySet().stream())
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withExposedPorts(
                        workload.ports().stream().map(ExposedPort::tcp).toList())
                .withHostConfig(hostConfig(workload));
        if (!workload.command().isEmpty()) {
            command.withEntrypoint(workload.command());
        }
        if (!workload.args().isEmpty()) {
            command.withCmd(workload.args());
        }
        return ask("create an instance", command::exec).getId();
    }

    private HostConfig hostConfig(Workload workload) {
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode(network.name())
                .withMemory(workload.memoryBytes())
                .withMemorySwap(workload.memoryBytes())
                .withCpuPeriod(CPU_PERIOD)
                .withCpuQuota(Math.max(1_000L, (long) workload.cpuMillis() * MICROS_PER_MILLI))
                .withPidsLimit(settings.pids())
                .withCapDrop(Capability.ALL)
                .withCapAdd(CAPABILITIES)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withInit(init)
                .withRuntime(workload.isolation(settings.runtimes()).orElse(null))
                .withMounts(volumes.mounts(workload))
                .withReadonlyRootfs(settings.readOnly())
                .withOomScoreAdj(OOM_SCORE)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(new LogConfig(
                        LogConfig.LoggingType.JSON_FILE,
                        Map.of("max-size", Long.toString(Math.max(1, settings.logBytes() / 2)), "max-file", "2")))
                .withPortBindings(network.direct() ? List.of() : published(workload));
        return settings.readOnly() && !hasVolume(workload, SCRATCH)
                ? config.withTmpFs(Map.of(SCRATCH, "rw,nosuid,nodev"))
                : config;
    }

    private static boolean hasVolume(Workload workload, String path) {
        return workload.volumes().stream().anyMatch(volume -> path.equals(volume.path()));
    }

    private static List<PortBinding> published(Workload workload) {
        return workload.ports().stream()
                .map(port -> new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port)))
                .toList();
    }

    private Instance started(String container, InstanceId id, Workload workload) {
        try {
            ask("start an instance", () -> docker.startContainerCmd(container).exec());
        } catch (NotModifiedException _) {
            LOG.debugf("instance runs already; instance=%s", id);
        } catch (DockerException e) {
            removeContainer(container);
            return startedDifferently(e, id, workload);
        }
        return inspections
                .of(container)
                .orElseThrow(() -> new IllegalStateException("instance " + id + " vanished as it started"));
    }

    /** Some engines have no init, and a network can be taken away under us: neither is the workload's fault. */
    private Instance startedDifferently(DockerException refusal, InstanceId id, Workload workload) {
        String said = Refusals.said(refusal);
        if (init && said.contains("docker-init")) {
            LOG.warn("this engine has no init for instances; they run without");
            init = false;
            return start(id, workload);
        }
        if (said.contains("network " + network.name() + " not found") && network.forget()) {
            return start(id, workload);
        }
        throw refusal;
    }

    @Override
    public List<Instance> observe(ContainerId container) {
        return instances(Map.of(Labels.PLATFORM, settings.platform(), Labels.CONTAINER, container.toString()));
    }

    @Override
    public List<Instance> observe() {
        return instances(Map.of(Labels.PLATFORM, settings.platform()));
    }

    private List<Instance> instances(Map<String, String> labels) {
        List<Container> containers = list(labels);
        return containers.stream()
                .sorted(Comparator.comparing(Container::getCreated).thenComparing(Container::getId))
                .flatMap(container -> inspections.of(container).stream())
                .toList();
    }

    private List<Container> list(Map<String, String> labels) {
        return ask(
                "list instances",
                () -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(labels)
                        .exec());
    }

    private Optional<Container> find(InstanceId id) {
        return list(Map.of(Labels.PLATFORM, settings.platform(), Labels.INSTANCE, id.value())).stream()
                .findFirst();
    }

    @Override
    public void terminate(List<Instance> leaving, int staying) {
        each(leaving, this::terminate);
    }

    private void each(List<Instance> instances, Consumer<Instance> action) {
        asking.all(instances.stream()
                .<Supplier<Instance>>map(instance -> () -> {
                    action.accept(instance);
                    return instance;
                })
                .toList());
    }

    private void terminate(Instance instance) {
        told.add(instance.id());
        find(instance.id()).ifPresent(container -> {
            try {
                ask(
                        "stop an instance",
                        () -> docker.killContainerCmd(container.getId())
                                .withSignal(inspections.stopSignal(container.getId()))
                                .exec());
            } catch (NotFoundException | ConflictException _) {
                LOG.debugf("instance has ended already; instance=%s", instance.id());
            }
        });
    }

    @Override
    public void remove(List<Instance> leaving, int staying) {
        each(leaving, this::remove);
    }

    private void remove(Instance instance) {
        find(instance.id()).ifPresent(container -> removeContainer(container.getId()));
        told.remove(instance.id());
    }

    /** Instances are all that this engine keeps of a container. */
    @Override
    public boolean clear(ContainerId container, Set<Integer> kept) {
        return true;
    }

    /** Volumes are all that this engine keeps of a namespace. */
    @Override
    public void clear(Predicate<NamespaceId> deleted) {
        volumes.remove(deleted);
    }

    private void removeContainer(String container) {
        try {
            ask(
                    "remove an instance",
                    () -> docker.removeContainerCmd(container)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
        } catch (NotFoundException _) {
            LOG.debugf("gone already; container=%s", container);
        } catch (ConflictException e) {
            LOG.debugf("being removed already; container=%s: %s", container, e.getMessage());
        }
        inspections.forget(container);
    }

    @Override
    public List<LogLine> log(Instance instance, int lines) {
        return find(instance.id())
                .map(container -> output.last(container.getId(), lines))
                .orElse(List.of());
    }

    @Override
    public Optional<Usage> usage(Instance instance) {
        if (!instance.running()) {
            return Optional.empty();
        }
        return find(instance.id()).flatMap(container -> usage(container.getId()));
    }

    private Optional<Usage> usage(String container) {
        try {
            InspectContainerResponse inspected = ask(
                    "inspect an instance",
                    () -> docker.inspectContainerCmd(container).exec());
            Statistics statistics = ask("measure an instance", () -> {
                var callback = new ResultCallback.Adapter<Statistics>() {
                    volatile Optional<Statistics> last = Optional.empty();

                    @Override
                    public void onNext(Statistics next) {
                        last = Optional.of(next);
                    }
                };
                docker.statsCmd(container).withNoStream(true).exec(callback).awaitCompletion(5, TimeUnit.SECONDS);
                return callback.last.orElseThrow(() -> new NotFoundException("no statistics"));
            });
            return Measures.usage(statistics, Objects.requireNonNull(inspected.getHostConfig()));
        } catch (NotFoundException | ConflictException _) {
            return Optional.empty();
        }
    }

    @Override
    public void enforce() {
        storage.enforce();
    }

    @Override
    public Optional<Integer> execute(Instance instance, List<String> command, Duration timeout) {
        return find(instance.id()).flatMap(container -> execute(container.getId(), command, timeout));
    }

    private Optional<Integer> execute(String container, List<String> command, Duration timeout) {
        try {
            String execution = ask(
                            "prepare a command",
                            () -> docker.execCreateCmd(container)
                                    .withCmd(command.toArray(String[]::new))
                                    .exec())
                    .getId();
            boolean ended = ask(
                    "run a command",
                    () -> docker.execStartCmd(execution)
                            .exec(new ResultCallback.Adapter<Frame>())
                            .awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS));
            return ended
                    ? Optional.ofNullable(ask(
                                            "ask for an exit code",
                                            () -> docker.inspectExecCmd(execution)
                                                    .exec())
                                    .getExitCodeLong())
                            .map(Long::intValue)
                    : Optional.empty();
        } catch (NotFoundException | ConflictException _) {
            return Optional.empty();
        }
    }

    @Override
    public Watch watch(Watcher watcher) {
        return new EventWatch(docker, settings.platform(), inspections, watcher);
    }

    @Override
    public void withdraw() {
        network.remove();
    }

    @Override
    public void check() {
        ask("answer a ping", () -> docker.pingCmd().exec());
    }

    @Override
    public void close() {
        asking.close();
        try {
            docker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T ask(String what, Callable<T> question) {
        return asking.ask(what, settings.answer(), question);
    }

    /** For people: what this platform has on the engine. */
    @Override
    public String toString() {
        return observe().stream().map(Instance::toString).collect(Collectors.joining("\n"));
    }
}
