package dev.berth.reconciler.container;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.berth.events.ContainerId;
import dev.berth.events.report.Reported;
import dev.berth.events.traffic.Demand;
import dev.berth.reconciler.engine.Correction;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.EngineUnreachable;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.scale.Scale;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Looks at containers, one whole look at a time: what is wanted, what is seen, the plan between, the plan carried out.
 * Whatever woke it, it looks at everything, and it can be stopped and started again between any two steps.
 */
public final class Reconciler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PARALLEL = 8;

    private final Engine engine;
    private final Stories stories;
    private final Surroundings around;
    private final Rules rules;
    private final InstantSource clock;
    private final Images images;
    private final Gateways gateways = new Gateways();
    private final Sight sight;
    private final Autoscaling scaling;
    private final Announcer announcer;
    private final Execution execution;
    private final Telling telling;
    private final Map<ContainerId, Memory> memories = new ConcurrentHashMap<>();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
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
        this.clock = clock;
        this.images = new Images(engine, clock);
        this.loop = new Loop<>(this::look, this::failed, clock, PARALLEL);
        this.sight = new Sight(around.prober(), gateways, loop::wake);
        this.scaling = new Autoscaling(engine, stories, gateways, windows, clock, loop::wake);
        this.announcer = new Announcer(around, clock);
        this.execution = new Execution(engine, around, rules, clock, tasks, loop::wake);
        this.telling = new Telling(around.reports(), clock);
    }

    /** Looks at the container soon. */
    public void wake(ContainerId container) {
        if (around.heard().mayAct(container)) {
            loop.wake(container);
        }
    }

    /** Takes what the engine has put back, for the log. */
    public void corrected(ContainerId container, Correction correction) {
        if (around.heard().mayAct(container)) {
            memory(container).corrections.add(Told.corrected(container, correction, clock.instant()));
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
            if (concerns(demand, memory, running, now)) {
                loop.wake(id);
            }
        }
    }

    /** Where the engine cannot tell just now, a look finds out, and is tried again; who hands demands over must not fail. */
    private boolean concerns(Demand demand, Memory memory, Wanted.Running running, Instant now) {
        try {
            scaling.note(memory, demand.container(), running, now);
            return scaling.concerns(demand.container(), memory, demand, running, now);
        } catch (EngineUnreachable _) {
            return true;
        }
    }

    /**
     * Looks at all that runs and all that the log waits for: whatever was missed is found now.
     *
     * @param all also what sleeps as it should, so that gateways hear of it
     */
    public void sweep(boolean all) {
        engine.clear(stories::isDeleted);
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
            engine.release(id);
            forget(id);
        }
    }

    /** How many instances take requests or are about to. */
    public int instances() {
        return memories.values().stream().mapToInt(memory -> memory.active).sum();
    }

    /** Of how many containers what stands was compared with what shall stand, and is kept so. */
    public long held() {
        return memories.values().stream()
                .filter(memory -> !memory.held.isEmpty())
                .count();
    }

    /** Notes what running instances use, of containers that are scaled by it; an engine looks at each for a second. */
    public void measure() {
        List<? extends Future<?>> measuring = memories.entrySet().stream()
                .filter(entry -> entry.getValue().active > 0)
                .map(entry -> tasks.submit(() -> scaling.measure(entry.getKey(), entry.getValue())))
                .toList();
        measuring.forEach(Reconciler::await);
    }

    /** Ends all instances of the platform, and leaves nothing of it on the engine. */
    public void stopInstances() {
        loop.close();
        deployments().forEach(all -> tasks.execute(() -> engine.terminate(all, 0)));
        Instant end = clock.instant().plus(rules.grace());
        while (engine.observe().stream().anyMatch(Instance::running)
                && clock.instant().isBefore(end)) {
            pause();
        }
        List<? extends Future<?>> removed = deployments().stream()
                .map(all -> tasks.submit(() -> engine.remove(all, 0)))
                .toList();
        removed.forEach(Reconciler::await);
        engine.withdraw();
        memories.forEach(announcer::sleeping);
    }

    private record Owner(ContainerId container, int deployment) {}

    /** All instances of the platform, those of one deployment together. */
    private Collection<List<Instance>> deployments() {
        return engine.observe().stream()
                .collect(groupingBy(instance -> new Owner(instance.container(), instance.deployment())))
                .values();
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
        Observed observed = new Observed(
                sight.seen(id, memory, engine.observe(id), clock.instant()), Copies.NONE, Copies.NONE, Map.of());
        Plan plan = Plan.between(gone, observed, rules, clock.instant());
        announcer.gone(id, memory, gone);
        execution.carryOut(id, memory, observed.instances(), plan);
        boolean ended = observed.instances().isEmpty();
        boolean lingers = ended && !isCleared(id, memory);
        Optional<Instant> tellAgain = lingers
                ? Optional.of(memory.ending.askAgain(clock.instant()))
                : telling.tell(id, memory, plan.findings());
        if (!gone.awaited() && ended && !lingers) {
            forget(id);
        }
        return again(plan, false, Stream.of(tellAgain, plan.lookAgain()));
    }

    private void forget(ContainerId id) {
        gateways.forget(id);
        images.forget(id);
        Memory memory = memories.remove(id);
        if (memory != null) {
            memory.close();
        }
    }

    private boolean isCleared(ContainerId id, Memory memory) {
        try {
            return engine.clear(id, Set.of());
        } catch (EngineRefused e) {
            telling.tellHindrance(id, memory, e.failure());
            return false;
        }
    }

    private Optional<Instant> lookAtRunning(ContainerId id, Wanted.Running running) {
        Memory memory = memory(id);
        telling.tellCorrections(id, memory);
        Target target = running.target();
        Optional<Instant> imageAgain = image(id, memory, running);
        List<Instance> instances = observe(id, memory);
        Instant now = clock.instant();
        sight.ask(id, memory, running, instances);
        scaling.note(memory, id, running, now);
        List<Seen> seen = sight.seen(id, memory, instances, now);
        Scale scale = scaling.scale(id, target, memory, seen, now);
        Copies fallback = running.fallback()
                .map(last -> Copies.of(scaling.scale(id, last, memory, seen, now)))
                .orElse(Copies.NONE);
        Observed observed = new Observed(seen, Copies.of(scale), fallback, memory.troubles);
        Plan plan = Plan.between(running, observed, rules, now);
        memory.copies = scale.copies();
        Optional<Instant> toldAgain = announcer.announce(id, memory, plan, seen);
        hold(memory, running);
        boolean later = execution.carryOut(id, memory, running.container(), seen, plan);
        engine.clear(id, kept(running, instances));
        Optional<Instant> tellAgain = telling.tell(id, memory, plan.findings());
        Optional<Instant> startedAgain = later ? Optional.of(memory.starting.askAgain(now)) : Optional.empty();
        if (!later) {
            memory.starting.end();
        }
        return again(
                plan,
                later,
                Stream.of(
                        imageAgain,
                        toldAgain,
                        tellAgain,
                        startedAgain,
                        plan.lookAgain(),
                        scale.reviewAt(),
                        measureAgain(memory)));
    }

    /** Also what sleeps. */
    private void hold(Memory memory, Wanted.Running running) {
        Stream.concat(Stream.of(running.target()), running.fallback().stream())
                .filter(Target::isPrepared)
                .forEach(target -> execution.hold(running.container(), memory, target));
    }

    /** What any of these needs must stay. */
    private static Set<Integer> kept(Wanted.Running running, List<Instance> instances) {
        Set<Integer> kept = instances.stream().map(Instance::deployment).collect(toSet());
        kept.add(running.target().number());
        running.fallback().map(Target::number).ifPresent(kept::add);
        return kept;
    }

    /** Draining instances are looked at often, because nobody says when a gateway has fallen silent. */
    private Optional<Instant> measureAgain(Memory memory) {
        return memory.draining.isEmpty()
                ? Optional.empty()
                : Optional.of(clock.instant().plusMillis(500));
    }

    /** Whoever changed something looks again at once; what an engine does in its own time, it tells by its watch. */
    private Optional<Instant> again(Plan plan, boolean later, Stream<Optional<Instant>> times) {
        boolean changed = plan.changes().stream()
                .anyMatch(
                        change -> !(change instanceof Change.Terminate) && !(later && change instanceof Change.Start));
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
        return switch (images.of(id, target.number(), target.spec().image(), () -> loop.wake(id))) {
            case Images.UnderWay _ -> Optional.empty();
            case Images.Unreachable unreachable -> Optional.of(unreachable.retryAt());
            case Images.Unusable unusable -> {
                memory.trouble(target, unusable.failure(), true, clock.instant());
                yield Optional.empty();
            }
            case Images.Resolved resolved -> {
                Reported report = Told.resolved(id, target.deployment(), resolved.image(), clock.instant());
                yield Optional.of(telling.send(memory, id, report));
            }
        };
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
