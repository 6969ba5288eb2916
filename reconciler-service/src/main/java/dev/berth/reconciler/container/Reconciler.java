package dev.berth.reconciler.container;

import static java.util.stream.Collectors.groupingBy;

import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerId;
import dev.berth.events.report.Reported;
import dev.berth.events.spec.Failure;
import dev.berth.events.spec.Port;
import dev.berth.events.spec.Scaling;
import dev.berth.events.traffic.Demand;
import dev.berth.events.traffic.Endpoints;
import dev.berth.reconciler.container.Change.Bury;
import dev.berth.reconciler.container.Seen.Draining;
import dev.berth.reconciler.container.Seen.Staying;
import dev.berth.reconciler.container.Seen.Stopping;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.InstanceId;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.reconciler.engine.Workload;
import dev.berth.reconciler.scale.Scale;
import dev.berth.reconciler.scale.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Looks at containers, one whole look at a time: what is wanted, what is seen, the plan between, the plan carried out.
 * Whatever woke it, it looks at everything, and it can be stopped and started again between any two steps.
 */
public final class Reconciler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int LOG_LINES = 10;
    private static final int PARALLEL = 8;

    private final Engine engine;
    private final Stories stories;
    private final Surroundings around;
    private final Rules rules;
    private final Scale.Windows windows;
    private final InstantSource clock;
    private final Images images;
    private final Workloads workloads;
    private final Gateways gateways = new Gateways();
    private final Map<ContainerId, Memory> memories = new ConcurrentHashMap<>();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore measured = new Semaphore(PARALLEL);
    private final Loop<ContainerId> loop;

    public Reconciler(
            Engine engine,
            Stories stories,
            Surroundings around,
            Rules rules,
            Scale.Windows windows,
            InstantSource clock) {
        this.engine = engine;
        this.stories = stories;
        this.around = around;
        this.rules = rules;
        this.windows = windows;
        this.clock = clock;
        this.images = new Images(engine, clock);
        this.workloads = new Workloads(around.secrets());
        this.loop = new Loop<>(this::look, this::failed, clock, PARALLEL);
    }

    /** Looks at the container soon. */
    public void wake(ContainerId container) {
        if (around.heard().mayAct(container)) {
            loop.wake(container);
        }
    }

    /** Takes what a gateway wants. */
    public void hear(Demand demand) {
        Instant now = clock.instant();
        gateways.hear(demand, now);
        ContainerId id = demand.container();
        if (around.heard().mayAct(id) && stories.wanted(id) instanceof Wanted.Running running) {
            Memory memory = memory(id);
            note(memory, id, running, now);
            if (concerns(memory, demand, running, now)) {
                loop.wake(id);
            }
        }
    }

    /**
     * Looks at all that runs and all that the log waits for: whatever was missed is found now.
     *
     * @param all also what sleeps as it should, so that gateways hear of it
     */
    public void sweep(boolean all) {
        Map<ContainerId, List<Instance>> there = engine.observe().stream().collect(groupingBy(Instance::container));
        there.keySet().forEach(this::wake);
        for (ContainerId id : stories.containers()) {
            if (!there.containsKey(id) && around.heard().mayAct(id)) {
                sweepEmpty(id, all);
            }
        }
    }

    /** Stops looking at containers that are another's now, and waits for looks under way. */
    public void release(Collection<ContainerId> containers) {
        for (ContainerId id : containers) {
            loop.drop(id);
            gateways.forget(id);
            Memory memory = memories.remove(id);
            if (memory != null) {
                memory.close();
            }
        }
    }

    /** How many instances take requests or are about to. */
    public int instances() {
        return memories.values().stream().mapToInt(memory -> memory.active).sum();
    }

    /** Notes what running instances use, of containers that are scaled by it; an engine looks at each for a second. */
    public void measure() {
        List<? extends Future<?>> measuring = memories.entrySet().stream()
                .filter(entry -> entry.getValue().active > 0)
                .map(entry -> tasks.submit(() -> measure(entry.getKey(), entry.getValue())))
                .toList();
        measuring.forEach(Reconciler::await);
    }

    /** Ends all instances of the platform, and leaves nothing of it on the engine. */
    public void stopInstances() {
        loop.close();
        List<Instance> all = engine.observe();
        all.forEach(instance -> tasks.execute(() -> engine.terminate(instance)));
        Instant end = clock.instant().plus(rules.grace());
        while (engine.observe().stream().anyMatch(Instance::running)
                && clock.instant().isBefore(end)) {
            pause();
        }
        List<? extends Future<?>> removed = engine.observe().stream()
                .map(instance -> tasks.submit(() -> engine.remove(instance)))
                .toList();
        removed.forEach(Reconciler::await);
        engine.withdraw();
        memories.forEach(this::sleep);
    }

    /** Stops looking; what runs goes on. */
    @Override
    public void close() {
        loop.close();
        memories.values().forEach(Memory::close);
        tasks.shutdown();
    }

    private void sweepEmpty(ContainerId id, boolean all) {
        Wanted wanted = stories.wanted(id);
        if (wanted.unsettled()) {
            loop.wake(id);
        } else if (all && wanted instanceof Wanted.Running) {
            memory(id).emptyAtSweep = true;
            loop.wake(id);
        }
    }

    private Memory memory(ContainerId id) {
        return memories.computeIfAbsent(id, _ -> new Memory());
    }

    private void failed(ContainerId id, int times, Duration pause, Throwable cause) {
        around.figures().failed();
        if (times == 1 || times % 10 == 0) {
            LOG.warnf(cause, "look failed, will look again; container=%s times=%d pause=%s", id, times, pause);
        } else {
            LOG.debugf("look failed again; container=%s times=%d pause=%s: %s", id, times, pause, cause.getMessage());
        }
    }

    private Optional<Instant> look(ContainerId id) {
        if (!around.heard().mayAct(id)) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        MDC.put("resource", id.stream().toString());
        try {
            return look(id, stories.wanted(id));
        } finally {
            MDC.remove("resource");
            around.figures().looked(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Optional<Instant> look(ContainerId id, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Unheard _ -> lookAtStranger(id);
            case Wanted.Gone gone -> lookAtGone(id, gone);
            case Wanted.Running running -> lookAtRunning(id, running);
        };
    }

    /** Nothing that Berth started is removed before the log itself says that it never heard of it. */
    private Optional<Instant> lookAtStranger(ContainerId id) {
        List<Instance> instances = engine.observe(id);
        if (instances.isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> known = around.heard().lookUp(id);
        if (known.isPresent() && !known.get()) {
            LOG.warnf("removing instances of a container that the log never heard of; container=%s", id);
            return lookAtGone(id, new Wanted.Gone(false));
        }
        return Optional.of(clock.instant().plus(Duration.ofSeconds(5)));
    }

    private Optional<Instant> lookAtGone(ContainerId id, Wanted.Gone gone) {
        Memory memory = memory(id);
        Observed observed = new Observed(seen(id, memory, engine.observe(id), clock.instant()), 0, 0, Map.of());
        Plan plan = Plan.between(gone, observed, rules, clock.instant());
        boolean toldGateways = memory.closed || (!gone.awaited() && memory.published.isEmpty());
        if (!toldGateways) {
            around.gates().publish(id, Optional.empty());
            memory.closed = true;
            memory.published = Optional.empty();
        }
        plan.changes().forEach(change -> carryOut(id, memory, change));
        Optional<Instant> tellAgain = tell(id, memory, plan.findings());
        if (!gone.awaited() && observed.instances().isEmpty()) {
            memories.remove(id);
            memory.close();
            gateways.forget(id);
        }
        return again(plan, Stream.of(tellAgain, plan.lookAgain()));
    }

    private Optional<Instant> lookAtRunning(ContainerId id, Wanted.Running running) {
        Memory memory = memory(id);
        Target target = running.target();
        Optional<Instant> imageAgain = image(id, memory, running);
        List<Instance> instances = observe(id, memory);
        Instant now = clock.instant();
        ask(id, memory, running, instances);
        note(memory, id, running, now);
        List<Seen> seen = seen(id, memory, instances, now);
        Scale scale = scale(target, memory, seen, now);
        int fallbackCopies = running.fallback()
                .map(last -> scale(last, memory, seen, now).copies())
                .orElse(0);
        Observed observed = new Observed(seen, scale.copies(), fallbackCopies, memory.troubles);
        Plan plan = Plan.between(running, observed, rules, now);
        memory.copies = scale.copies();
        publish(id, memory, plan);
        carryOut(id, memory, running.container(), plan);
        Optional<Instant> tellAgain = tell(id, memory, plan.findings());
        return again(plan, Stream.of(imageAgain, tellAgain, plan.lookAgain(), scale.reviewAt(), measureAgain(memory)));
    }

    /** Draining instances are looked at often, because nobody says when a gateway has fallen silent. */
    private Optional<Instant> measureAgain(Memory memory) {
        return memory.draining.isEmpty()
                ? Optional.empty()
                : Optional.of(clock.instant().plusMillis(500));
    }

    /** Whoever changed something looks again at once. */
    private Optional<Instant> again(Plan plan, Stream<Optional<Instant>> times) {
        boolean changed = plan.changes().stream().anyMatch(change -> !(change instanceof Change.Terminate));
        return changed
                ? Optional.of(clock.instant())
                : times.flatMap(Optional::stream).min(Instant::compareTo);
    }

    private List<Instance> observe(ContainerId id, Memory memory) {
        if (memory.emptyAtSweep) {
            memory.emptyAtSweep = false;
            return List.of();
        }
        return engine.observe(id);
    }

    /** Sees to it that the target's image is pinned before anything of it runs. */
    private Optional<Instant> image(ContainerId id, Memory memory, Wanted.Running running) {
        Target target = running.target();
        if (target.image().isPresent()
                || !(running.phase() instanceof Wanted.Pending)
                || memory.trouble(target.number()).hopeless()) {
            return Optional.empty();
        }
        images.forgetBefore(id, target.number());
        return switch (images.of(id, target.number(), target.spec().image(), () -> loop.wake(id))) {
            case Images.UnderWay _ -> Optional.empty();
            case Images.Unreachable unreachable -> Optional.of(unreachable.retryAt());
            case Images.Unusable unusable -> {
                trouble(memory, target, unusable.failure(), true);
                yield Optional.empty();
            }
            case Images.Resolved resolved -> {
                Reported report = Told.resolved(id, target.deployment(), resolved.image(), clock.instant());
                yield Optional.of(send(memory, id, report));
            }
        };
    }

    /** Begins to ask every running instance that nobody asks yet. */
    private void ask(ContainerId id, Memory memory, Wanted.Running running, List<Instance> instances) {
        memory.keepOnly(instances);
        for (Instance instance : instances) {
            if (instance.running() && !memory.stopping.containsKey(instance.id())) {
                ask(id, memory, running, instance);
            }
        }
    }

    private void ask(ContainerId id, Memory memory, Wanted.Running running, Instance instance) {
        memory.probings.computeIfAbsent(instance.id(), _ -> {
            Target owner = running.fallback()
                    .filter(last -> last.number() == instance.deployment())
                    .orElse(running.target());
            return around.prober().begin(instance, owner.spec(), () -> loop.wake(id));
        });
    }

    private List<Seen> seen(ContainerId id, Memory memory, List<Instance> instances, Instant now) {
        return instances.stream()
                .filter(instance -> !memory.buried.contains(instance.id()))
                .map(instance -> new Seen(
                        instance,
                        readiness(memory, instance),
                        leaving(id, memory, instance, now),
                        gateways.inFlight(id, instance.id(), now)))
                .toList();
    }

    private static Readiness readiness(Memory memory, Instance instance) {
        Surroundings.Probing probing = memory.probings.get(instance.id());
        return probing == null ? new Readiness.Starting("") : probing.readiness();
    }

    private Seen.Leaving leaving(ContainerId id, Memory memory, Instance instance, Instant now) {
        Instant stopping = memory.stopping.get(instance.id());
        if (stopping != null) {
            return new Stopping(stopping);
        }
        Memory.Draining draining = memory.draining.get(instance.id());
        if (draining == null) {
            return new Staying();
        }
        return new Draining(
                draining.since(), gateways.free(id, instance.id(), draining.generation(), draining.since(), now));
    }

    private Scale scale(Target target, Memory memory, List<Seen> seen, Instant now) {
        Optional<Instant> awakeSince =
                seen.stream().filter(Seen::active).map(Seen::since).max(Instant::compareTo);
        return Scale.decide(target.spec().scaling(), memory.traffic, awakeSince, windows, now);
    }

    /** Brings the memory of the traffic up to date. */
    private void note(Memory memory, ContainerId id, Wanted.Running running, Instant now) {
        int underWay = gateways.underWay(id, now);
        synchronized (memory) {
            Traffic traffic = memory.traffic;
            if (running.target().spec().scaling().target() instanceof Scaling.Concurrency concurrency) {
                traffic = traffic.with(new Traffic.Need(now, Scale.need(concurrency, underWay)), windows.window());
            }
            memory.traffic = traffic.with(underWay, gateways.lastRequest(id));
            memory.waitingSince =
                    gateways.queued(id, now) > 0 ? memory.waitingSince.or(() -> Optional.of(now)) : memory.waitingSince;
        }
    }

    private boolean concerns(Memory memory, Demand demand, Wanted.Running running, Instant now) {
        Optional<Instant> awake = memory.active > 0 ? Optional.of(now) : Optional.empty();
        Scale scale = Scale.decide(running.target().spec().scaling(), memory.traffic, awake, windows, now);
        return scale.copies() != memory.copies
                || !memory.draining.isEmpty()
                || (demand.queued() > 0 && memory.active == 0);
    }

    private void measure(ContainerId id, Memory memory) {
        if (stories.wanted(id) instanceof Wanted.Running running) {
            switch (running.target().spec().scaling().target()) {
                case Scaling.Concurrency _ -> {}
                case Scaling.Cpu cpu -> measured(id, memory, cpu.percent(), true);
                case Scaling.Memory limit -> measured(id, memory, limit.percent(), false);
            }
        }
    }

    private void measured(ContainerId id, Memory memory, int percentWanted, boolean cpu) {
        measured.acquireUninterruptibly();
        try {
            double used = engine.observe(id).stream()
                    .filter(Instance::running)
                    .flatMap(instance -> engine.usage(instance).stream())
                    .mapToDouble(usage -> cpu ? usage.cpuPercent() : usage.memoryPercent())
                    .sum();
            synchronized (memory) {
                memory.traffic = memory.traffic.with(
                        new Traffic.Need(clock.instant(), Scale.need(used, percentWanted)), windows.window());
            }
            loop.wake(id);
        } catch (RuntimeException e) {
            LOG.debugf(e, "cannot measure; container=%s", id);
        } finally {
            measured.release();
        }
    }

    /** Gateways hear of a change before it happens, so that none sends a request to an instance that ends. */
    private void publish(ContainerId id, Memory memory, Plan plan) {
        Instant now = clock.instant();
        if (plan.route() instanceof Route.Open open) {
            publish(id, memory, open, now);
        }
        for (Change change : plan.changes()) {
            if (change instanceof Change.Drain drain) {
                long generation = memory.published.map(Endpoints::generation).orElse(0L);
                memory.draining.put(drain.instance().id(), new Memory.Draining(now, generation));
            } else if (change instanceof Change.Undrain back) {
                memory.draining.remove(back.instance().id());
            }
        }
    }

    private void publish(ContainerId id, Memory memory, Route.Open open, Instant now) {
        memory.active = open.ready().size();
        Endpoints next = endpoints(id, open, 0);
        if (memory.published.filter(last -> same(last, next)).isPresent()) {
            return;
        }
        long generation = Math.max(
                now.toEpochMilli(), memory.published.map(Endpoints::generation).orElse(0L) + 1);
        Endpoints fresh = endpoints(id, open, generation);
        around.gates().publish(id, Optional.of(fresh));
        memory.published = Optional.of(fresh);
        memory.closed = false;
        woken(memory, open, now);
    }

    private void woken(Memory memory, Route.Open open, Instant now) {
        if (!open.ready().isEmpty()) {
            memory.waitingSince.ifPresent(since -> around.figures().coldStart(Duration.between(since, now)));
            memory.waitingSince = Optional.empty();
        }
    }

    private static boolean same(Endpoints one, Endpoints other) {
        return one.timeout().equals(other.timeout())
                && one.concurrency() == other.concurrency()
                && one.instances().equals(other.instances());
    }

    private static Endpoints endpoints(ContainerId id, Route.Open open, long generation) {
        List<Endpoints.Instance> instances = new ArrayList<>();
        open.ready().forEach(ready -> endpoint(open.target(), ready, Endpoints.State.READY, instances));
        open.draining().forEach(old -> endpoint(open.target(), old, Endpoints.State.DRAINING, instances));
        int concurrency =
                open.target().spec().scaling().target() instanceof Scaling.Concurrency limit ? limit.requests() : 0;
        return new Endpoints(id, generation, open.target().spec().timeout(), concurrency, instances);
    }

    private static void endpoint(
            Target target, Instance instance, Endpoints.State state, List<Endpoints.Instance> instances) {
        // what drains may listen elsewhere than the target does; gateways only need its id
        Port.Protocol protocol = target.port().map(Port::protocol).orElse(Port.Protocol.TCP);
        target.port()
                .flatMap(port -> instance.address(port.number()))
                .or(() -> state == Endpoints.State.DRAINING ? anyAddress(instance) : Optional.empty())
                .ifPresent(address -> instances.add(new Endpoints.Instance(
                        instance.id().value(),
                        instance.deployment(),
                        instance.revision(),
                        address.host(),
                        address.port(),
                        protocol,
                        state)));
    }

    private static Optional<dev.berth.reconciler.engine.Address> anyAddress(Instance instance) {
        return instance.state() instanceof Instance.Running running
                ? running.addresses().values().stream().findFirst()
                : Optional.empty();
    }

    private void carryOut(ContainerId id, Memory memory, ContainerCreated container, Plan plan) {
        List<Starting> starting = plan.changes().stream()
                .filter(Change.Start.class::isInstance)
                .map(Change.Start.class::cast)
                .flatMap(start -> start(container, memory, start).stream())
                .toList();
        for (Change change : plan.changes()) {
            if (change instanceof Bury bury) {
                bury(container, memory, bury);
            } else {
                carryOut(id, memory, change);
            }
        }
        started(id, memory, starting);
    }

    private void carryOut(ContainerId id, Memory memory, Change change) {
        switch (change) {
            case Change.Terminate terminate -> terminate(memory, terminate.instance());
            case Change.Remove remove -> remove(memory, remove.instance());
            case Change.Calm calm -> memory.troubles.computeIfPresent(calm.deployment(), (_, was) -> was.calmed());
            case Change.Forgive forgive -> memory.troubles.remove(forgive.deployment());
            case Change.Drain drain ->
                LOG.debugf(
                        "draining; container=%s instance=%s",
                        id, drain.instance().id());
            case Change.Undrain _, Change.Start _, Change.Bury _ -> {}
        }
    }

    private record Starting(Target target, Future<Instance> instance) {}

    private List<Starting> start(ContainerCreated container, Memory memory, Change.Start start) {
        Workload workload;
        try {
            workload = workloads.of(container, start.target());
        } catch (EngineRefused e) {
            trouble(memory, start.target(), e.failure(), true);
            return List.of();
        }
        List<Starting> all = new ArrayList<>();
        for (int i = 0; i < start.count(); i++) {
            all.add(new Starting(start.target(), tasks.submit(() -> start(workload))));
        }
        return all;
    }

    private Instance start(Workload workload) {
        long start = System.nanoTime();
        Instance instance = engine.start(InstanceId.random(), workload);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        around.figures().started(took);
        LOG.infof(
                "instance started; container=%s deployment=%d instance=%s took=%dms",
                workload.container(), workload.deployment(), instance.id(), took.toMillis());
        return instance;
    }

    private void started(ContainerId id, Memory memory, List<Starting> starting) {
        RuntimeException trouble = null;
        for (Starting one : starting) {
            try {
                Instance instance = one.instance().get();
                memory.probings.computeIfAbsent(
                        instance.id(),
                        _ -> around.prober().begin(instance, one.target().spec(), () -> loop.wake(id)));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof EngineRefused refused) {
                    trouble(memory, one.target(), refused.failure(), isImage(refused.failure()));
                } else {
                    trouble = new IllegalStateException("cannot start an instance", e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    private static boolean isImage(Failure failure) {
        return switch (failure.reason()) {
            case IMAGE_NOT_FOUND, IMAGE_NOT_ALLOWED, IMAGE_UNUSABLE, SECRETS_UNREADABLE -> true;
            case NOT_LISTENING, PROBE_FAILED, EXITED, OUT_OF_MEMORY, OUT_OF_STORAGE, NO_CAPACITY, ENGINE_REFUSED -> false;
        };
    }

    private void terminate(Memory memory, Instance instance) {
        memory.endProbing(instance.id());
        memory.stopping.putIfAbsent(instance.id(), clock.instant());
        engine.terminate(instance);
        LOG.infof(
                "instance told to end; container=%s deployment=%d instance=%s",
                instance.container(), instance.deployment(), instance.id());
    }

    private void remove(Memory memory, Instance instance) {
        memory.endProbing(instance.id());
        engine.remove(instance);
    }

    private void bury(ContainerCreated container, Memory memory, Bury bury) {
        Instance instance = bury.instance();
        Failure failure = Words.of(bury.death(), bury.target(), rules, lastWords(container, bury));
        boolean hopeless = bury.death() instanceof Change.Silence || isImage(failure);
        trouble(memory, bury.target(), failure, hopeless);
        memory.buried.add(instance.id());
        LOG.infof(
                "instance fell; container=%s deployment=%d instance=%s reason=%s",
                instance.container(), instance.deployment(), instance.id(), failure.reason());
        remove(memory, instance);
    }

    /** What cannot be read without secrets in it is not shown at all. */
    private List<String> lastWords(ContainerCreated container, Bury bury) {
        try {
            Set<String> secrets = workloads.secretValues(container, bury.target());
            return Words.redacted(lastLines(bury.instance()), secrets);
        } catch (RuntimeException e) {
            LOG.debugf(e, "no last words; instance=%s", bury.instance().id());
            return List.of();
        }
    }

    private List<String> lastLines(Instance instance) {
        return engine.log(instance, LOG_LINES).stream()
                .map(LogLine::text)
                .filter(line -> !line.isBlank())
                .toList();
    }

    private void trouble(Memory memory, Target target, Failure failure, boolean hopeless) {
        Trouble before = memory.trouble(target.number());
        Instant next = clock.instant().plus(Loop.pause(before.times() + 1));
        memory.troubles.put(target.number(), before.and(failure, hopeless, next));
    }

    private Optional<Instant> tell(ContainerId id, Memory memory, List<Finding> findings) {
        return findings.stream()
                .map(finding -> send(memory, id, Told.of(id, finding, clock.instant())))
                .min(Instant::compareTo);
    }

    /** Answers when to send it again, should the log not have it by then. */
    private Instant send(Memory memory, ContainerId id, Reported report) {
        Instant now = clock.instant();
        if (!memory.due(report.reportId(), now)) {
            return memory.sent
                    .getOrDefault(report.reportId(), new Memory.Sent(0, now))
                    .next();
        }
        around.reports().send(id.stream(), report);
        LOG.infof(
                "told the log; container=%s report=%s",
                id, report.report().getClass().getSimpleName());
        return memory.sent(report.reportId(), now);
    }

    private void sleep(ContainerId id, Memory memory) {
        memory.published
                .filter(last -> !last.instances().isEmpty())
                .ifPresent(last -> around.gates()
                        .publish(
                                id,
                                Optional.of(new Endpoints(
                                        id, last.generation() + 1, last.timeout(), last.concurrency(), List.of()))));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            LOG.warnf(e.getCause(), "cannot measure or remove instances");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
