package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Scaling;
import dev.berth.events.spec.VolumeMount;
import dev.berth.reconciler.engine.Instance.Cause;
import dev.berth.reconciler.engine.Instance.Ended;
import dev.berth.reconciler.engine.Instance.Prepared;
import dev.berth.reconciler.engine.Instance.Running;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** An engine that keeps everything in memory, and does to its instances what a test says. */
public final class InMemoryEngine implements Engine {

    /** An instance ends at once when told to, unless its image is named so. */
    public static final String STUBBORN = "stubborn";

    private final InstantSource clock;
    private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
    private final Map<InstanceId, Workload> workloads = new ConcurrentHashMap<>();
    private final Map<InstanceId, List<LogLine>> outputs = new ConcurrentHashMap<>();
    private final Map<InstanceId, Long> kept = new ConcurrentHashMap<>();
    private final Map<VolumeKey, Map<String, String>> volumes = new ConcurrentHashMap<>();
    private final Set<InstanceId> told = ConcurrentHashMap.newKeySet();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final Set<ContainerId> held = ConcurrentHashMap.newKeySet();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private volatile Optional<Failure> hindrance = Optional.empty();
    private int nextPort = 20_000;
    private int mostWriters;

    /** Steps that are still allowed before the engine seems to fall over; for crashes in the middle. */
    private long steps = Long.MAX_VALUE;

    private record VolumeKey(NamespaceId namespace, String name) {}

    public InMemoryEngine(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes an image known. */
    public InMemoryEngine with(String image) {
        images.add(image);
        return this;
    }

    /** After so many more changes every further one fails. */
    public synchronized void failAfter(long changes) {
        steps = changes;
    }

    /** What is left of a container is held by somebody, or by nobody again. */
    public void hinder(Optional<Failure> failure) {
        hindrance = failure;
    }

    public Workload workload(InstanceId id) {
        return Optional.ofNullable(workloads.get(id)).orElseThrow();
    }

    /** The instance's process ends by itself. */
    public void crash(InstanceId id, int exitCode, String... output) {
        write(id, output);
        end(id, exitCode, Cause.OWN);
    }

    /** The instance writes these lines, just now and to its standard output. */
    public void write(InstanceId id, String... lines) {
        List<LogLine> all = new ArrayList<>(outputs.getOrDefault(id, List.of()));
        Stream.of(lines)
                .map(line -> new LogLine(clock.instant(), LogLine.Source.STDOUT, line))
                .forEach(all::add);
        outputs.put(id, List.copyOf(all));
    }

    @Override
    public String resolve(String reference) {
        if (!images.contains(reference)) {
            throw new EngineRefused(
                    Failure.Reason.IMAGE_NOT_FOUND, "image not found: " + reference + "; push it, or check the name");
        }
        return reference + "@sha256:" + Integer.toHexString(reference.hashCode());
    }

    @Override
    public boolean scales(ContainerId ofContainer, Scaling scaling) {
        if (failing()) {
            throw new EngineUnreachable("the engine fell over", new IllegalStateException());
        }
        return false;
    }

    /** Whether what stands of the container is kept as it is. */
    public boolean holds(ContainerId container) {
        return held.contains(container);
    }

    @Override
    public void hold(Workload workload) {
        held.add(workload.container());
    }

    @Override
    public void release(ContainerId container) {
        held.remove(container);
    }

    @Override
    public synchronized List<Instance> run(Workload workload, int copies) {
        held.add(workload.container());
        long standing = instances.values().stream()
                .filter(instance -> instance.container().equals(workload.container()))
                .filter(instance -> instance.deployment() == workload.deployment())
                .filter(instance -> instance.hash().equals(workload.hash()))
                .filter(instance -> instance.running() && !told.contains(instance.id()))
                .count();
        return LongStream.range(standing, copies).mapToObj(_ -> start(workload)).toList();
    }

    private Instance start(Workload workload) {
        step();
        InstanceId id = InstanceId.random();
        if (images.stream().noneMatch(image -> workload.image().startsWith(image))) {
            throw new EngineRefused(Failure.Reason.IMAGE_NOT_FOUND, "image not found: " + workload.image());
        }
        Map<Integer, Address> addresses = workload.ports().stream()
                .collect(Collectors.toMap(port -> port, _ -> new Address("127.0.0.1", nextPort++)));
        Instance instance = instance(id, workload, new Running(clock.instant(), addresses));
        instances.put(id, instance);
        workloads.put(id, workload);
        mostWriters = Math.max(mostWriters, writers(workload.container()));
        tell(workload.container());
        return instance;
    }

    private int writers(ContainerId container) {
        return (int) instances.values().stream()
                .filter(instance -> instance.container().equals(container) && instance.running())
                .filter(instance -> workload(instance.id()).writes())
                .count();
    }

    /** How many instances of one container wrote to volumes at once, at the most. */
    public synchronized int mostWriters() {
        return mostWriters;
    }

    /** As after a crash between making and starting. */
    public synchronized void prepare(InstanceId id, Workload workload) {
        instances.put(id, instance(id, workload, new Prepared()));
    }

    private static Instance instance(InstanceId id, Workload workload, Instance.State state) {
        return new Instance(
                id, workload.container(), workload.deployment(), workload.revision(), workload.hash(), state);
    }

    @Override
    public synchronized List<Instance> observe(ContainerId container) {
        return instances.values().stream()
                .filter(instance -> instance.container().equals(container))
                .toList();
    }

    @Override
    public synchronized List<Instance> observe() {
        return new ArrayList<>(instances.values());
    }

    @Override
    public void terminate(List<Instance> leaving, int staying) {
        leaving.forEach(this::terminate);
    }

    private void terminate(Instance instance) {
        step();
        told.add(instance.id());
        Workload workload = workloads.get(instance.id());
        if (workload != null && !workload.image().contains(STUBBORN)) {
            end(instance.id(), 143, Cause.OWN);
        }
    }

    @Override
    public synchronized void remove(List<Instance> leaving, int staying) {
        leaving.forEach(this::remove);
    }

    private void remove(Instance instance) {
        step();
        if (instances.remove(instance.id()) != null) {
            tell(instance.container());
        }
    }

    @Override
    public void clear(Predicate<NamespaceId> deleted) {
        volumes.keySet().removeIf(volume -> deleted.test(volume.namespace()));
    }

    @Override
    public boolean clear(ContainerId container, Set<Integer> kept) {
        hindrance.filter(_ -> kept.isEmpty()).ifPresent(failure -> {
            throw new EngineRefused(failure.reason(), failure.message());
        });
        return true;
    }

    @Override
    public synchronized List<LogLine> log(Instance instance, int lines) {
        List<LogLine> all =
                instances.containsKey(instance.id()) ? outputs.getOrDefault(instance.id(), List.of()) : List.of();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    @Override
    public synchronized Optional<Usage> usage(Instance instance) {
        return instances.containsKey(instance.id()) ? Optional.of(new Usage(0, 0)) : Optional.empty();
    }

    /** The instance writes a text to a file in a volume; answers whether it may. */
    public boolean put(InstanceId id, String path, String text) {
        Optional<VolumeMount> writable = mount(id, path).filter(mount -> !mount.readOnly());
        writable.ifPresent(mount -> files(id, mount).put(path, text));
        return writable.isPresent();
    }

    /** What is in a file of a volume. */
    public Optional<String> get(InstanceId id, String path) {
        return mount(id, path)
                .flatMap(mount -> Optional.ofNullable(files(id, mount).get(path)));
    }

    private Optional<VolumeMount> mount(InstanceId id, String path) {
        return workload(id).volumes().stream()
                .filter(mount -> path.startsWith(mount.path() + "/"))
                .findFirst();
    }

    private Map<String, String> files(InstanceId id, VolumeMount mount) {
        VolumeKey key = new VolumeKey(workload(id).namespace(), mount.volume());
        return volumes.computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
    }

    /** The instance keeps so much on its disk. */
    public void keep(InstanceId id, long bytes) {
        kept.put(id, bytes);
    }

    @Override
    public synchronized void enforce() {
        workloads.forEach((id, workload) -> {
            if (workload.storageBytes() > 0 && kept.getOrDefault(id, 0L) > workload.storageBytes()) {
                end(id, 137, Cause.OUT_OF_STORAGE);
            }
        });
    }

    @Override
    public Optional<Integer> execute(Instance instance, List<String> command, Duration timeout) {
        return Optional.of(0);
    }

    @Override
    public Watch watch(Watcher watcher) {
        watchers.add(watcher);
        watcher.missed();
        return () -> watchers.remove(watcher);
    }

    @Override
    public void withdraw() {
        // instances are all that there is, but for volumes
    }

    @Override
    public void check() {}

    @Override
    public void close() {}

    private synchronized boolean failing() {
        return steps <= 0;
    }

    private synchronized void step() {
        if (steps <= 0) {
            throw new EngineUnreachable("the engine fell over", new IllegalStateException());
        }
        steps--;
    }

    private synchronized void end(InstanceId id, int exitCode, Cause cause) {
        Instance before = instances.get(id);
        if (before != null && before.state() instanceof Running running) {
            instances.put(
                    id,
                    new Instance(
                            id,
                            before.container(),
                            before.deployment(),
                            before.revision(),
                            before.hash(),
                            new Ended(exitCode, cause, running.since(), clock.instant())));
            tell(before.container());
        }
    }

    private void tell(ContainerId container) {
        watchers.forEach(watcher -> watcher.changed(container));
    }
}
