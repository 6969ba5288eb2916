package dev.berth.reconciler.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.berth.reconciler.engine.Address;
import dev.berth.reconciler.engine.Instance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of each instance. While one runs, nothing about it changes, so it is asked for once; the cheap
 * list tells when it runs no more.
 */
final class Inspections {

    private static final String RUNNING = "running";
    private static final String DEFAULT_SIGNAL = "SIGTERM";
    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    private final DockerClient docker;
    private final Asking asking;
    private final DockerSettings settings;
    private final PlatformNetwork network;
    private final StorageLimits storage;
    private final Map<String, Instance> running = new ConcurrentHashMap<>();

    /** Engines tell that a container has died before their lists show it. */
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    Inspections(
            DockerClient docker,
            Asking asking,
            DockerSettings settings,
            PlatformNetwork network,
            StorageLimits storage) {
        this.docker = docker;
        this.asking = asking;
        this.settings = settings;
        this.network = network;
        this.storage = storage;
    }

    /** As listed; empty when it is not Berth's, or on its way to nothing. */
    Optional<Instance> of(Container listed) {
        if (RUNNING.equals(listed.getState()) && !dead.contains(listed.getId())) {
            Instance known = running.get(listed.getId());
            if (known != null) {
                return Optional.of(known);
            }
        } else {
            running.remove(listed.getId());
        }
        return "removing".equals(listed.getState()) ? Optional.empty() : of(listed.getId());
    }

    /** Freshly asked for. */
    Optional<Instance> of(String container) {
        return inspect(container).flatMap(inspected -> instance(container, inspected));
    }

    /** It runs no more, whatever lists say. */
    void died(String container) {
        dead.add(container);
        running.remove(container);
    }

    void forget(String container) {
        running.remove(container);
        dead.remove(container);
    }

    /** What the image wants to be told to end by. */
    String stopSignal(String container) {
        return inspect(container)
                .map(InspectContainerResponse::getConfig)
                .map(config -> config.getRawValues().get("StopSignal"))
                .map(Object::toString)
                .filter(signal -> !signal.isBlank())
                .orElse(DEFAULT_SIGNAL);
    }

    private Optional<InspectContainerResponse> inspect(String container) {
        try {
            return Optional.of(asking.ask(
                    "inspect an instance",
                    settings.answer(),
                    () -> docker.inspectContainerCmd(container).exec()));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private Optional<Instance> instance(String container, InspectContainerResponse inspected) {
        Map<String, String> labels =
                Optional.ofNullable(inspected.getConfig().getLabels()).orElse(Map.of());
        return Labels.read(labels)
                .map(read -> new Instance(
                        read.instance(),
                        read.container(),
                        read.deployment(),
                        read.revision(),
                        read.hash(),
                        state(container, inspected, labels, read)))
                .map(instance -> remembered(container, instance));
    }

    private Instance remembered(String container, Instance instance) {
        if (instance.running()) {
            running.put(container, instance);
        }
        return instance;
    }

    private Instance.State state(
            String container, InspectContainerResponse inspected, Map<String, String> labels, Labels.Read read) {
        ContainerState state = inspected.getState();
        if (Boolean.TRUE.equals(state.getRunning())) {
            return new Instance.Running(instant(state.getStartedAt()), addresses(inspected, read));
        }
        if ("created".equals(state.getStatus())) {
            return new Instance.Prepared();
        }
        return new Instance.Ended(
                exitCode(state),
                cause(container, state, labels),
                instant(state.getStartedAt()),
                instant(state.getFinishedAt()));
    }

    private static int exitCode(ContainerState state) {
        return Objects.requireNonNullElse(state.getExitCodeLong(), 0L).intValue();
    }

    private Instance.Cause cause(String container, ContainerState state, Map<String, String> labels) {
        if (Boolean.TRUE.equals(state.getOOMKilled())) {
            return Instance.Cause.OUT_OF_MEMORY;
        }
        return exitCode(state) == KILLED && storage.isOver(container, labels)
                ? Instance.Cause.OUT_OF_STORAGE
                : Instance.Cause.OWN;
    }

    private Map<Integer, Address> addresses(InspectContainerResponse inspected, Labels.Read read) {
        Map<Integer, Address> addresses = new HashMap<>();
        Stream.of(read.ports().split(","))
                .filter(port -> !port.isEmpty())
                .map(Integer::valueOf)
                .forEach(port -> address(inspected, port).ifPresent(address -> addresses.put(port, address)));
        return addresses;
    }

    /** An instance that was started before the settings changed keeps the way by which it is reached. */
    private Optional<Address> address(InspectContainerResponse inspected, int port) {
        return published(inspected, port).or(() -> onBridge(inspected, port));
    }

    private Optional<Address> onBridge(InspectContainerResponse inspected, int port) {
        return Optional.ofNullable(inspected.getNetworkSettings().getNetworks().get(network.name()))
                .map(ContainerNetwork::getIpAddress)
                .filter(ip -> !ip.isEmpty())
                .map(ip -> new Address(ip, port));
    }

    private static Optional<Address> published(InspectContainerResponse inspected, int port) {
        Ports ports = inspected.getNetworkSettings().getPorts();
        Ports.Binding @Nullable [] bindings = ports.getBindings().get(ExposedPort.tcp(port));
        return bindings == null || bindings.length == 0
                ? Optional.empty()
                : Optional.of(new Address(bindings[0].getHostIp(), Integer.parseInt(bindings[0].getHostPortSpec())));
    }

    private static Instant instant(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Instant.EPOCH
                : OffsetDateTime.parse(text).toInstant();
    }
}
