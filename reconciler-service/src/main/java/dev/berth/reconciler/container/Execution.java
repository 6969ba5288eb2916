package dev.berth.reconciler.container;

import dev.berth.events.ContainerEvent.ContainerCreated;
import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import dev.berth.reconciler.container.Change.Bury;
import dev.berth.reconciler.engine.Engine;
import dev.berth.reconciler.engine.EngineRefused;
import dev.berth.reconciler.engine.Instance;
import dev.berth.reconciler.engine.LogLine;
import dev.berth.reconciler.engine.Workload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Carries plans out on the engine. */
final class Execution {

    private static final Logger LOG = Logger.getLogger(Execution.class);
    private static final int LOG_LINES = 10;

    private final Engine engine;
    private final Surroundings around;
    private final Workloads workloads;
    private final Rules rules;
    private final InstantSource clock;
    private final ExecutorService tasks;
    private final Consumer<ContainerId> wake;

    /** @param wake takes a container that has to be looked at */
    Execution(
            Engine engine,
            Surroundings around,
            Rules rules,
            InstantSource clock,
            ExecutorService tasks,
            Consumer<ContainerId> wake) {
        this.engine = engine;
        this.around = around;
        this.workloads = new Workloads(around.secrets());
        this.rules = rules;
        this.clock = clock;
        this.tasks = tasks;
        this.wake = wake;
    }

    /** Does all that a plan says; answers whether the engine starts instances in its own time. */
    boolean carryOut(ContainerId id, Memory memory, ContainerCreated container, List<Seen> seen, Plan plan) {
        List<Starting> starting = plan.changes().stream()
                .filter(Change.Start.class::isInstance)
                .map(Change.Start.class::cast)
                .flatMap(start -> start(container, memory, start).stream())
                .toList();
        plan.changes().stream()
                .filter(Bury.class::isInstance)
                .map(Bury.class::cast)
                .forEach(bury -> bury(container, memory, bury));
        carryOut(id, memory, seen, plan);
        return started(id, memory, starting);
    }

    /** Does what needs to know no more than the instances. */
    void carryOut(ContainerId id, Memory memory, List<Seen> seen, Plan plan) {
        Departures departures = Departures.of(seen, plan.changes());
        departures.removed().forEach(group -> remove(memory, group));
        departures.told().forEach(group -> terminate(memory, group));
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.Calm calm -> memory.troubles.computeIfPresent(calm.deployment(), (_, was) -> was.calmed());
                case Change.Forgive forgive -> memory.troubles.remove(forgive.deployment());
                case Change.Drain drain ->
                    LOG.debugf(
                            "draining; container=%s instance=%s",
                            id, drain.instance().id());
                case Change.Terminate _, Change.Remove _, Change.Undrain _, Change.Start _, Change.Bury _ -> {}
            }
        }
    }

    /**
     * Has the engine keep what stands of a target, which may be from before our time. If it would not make the like any
     * more, that is no reason to take away what runs.
     */
    void hold(ContainerCreated container, Memory memory, Target target) {
        if (memory.held.contains(target.number())) {
            return;
        }
        try {
            engine.hold(workloads.of(container, target));
        } catch (EngineRefused e) {
            LOG.warnf(
                    "what runs is not kept as it is; container=%s deployment=%d: %s",
                    container.id(), target.number(), e.getMessage());
        }
        memory.held.add(target.number());
    }

    private record Starting(Target target, Future<List<Instance>> instances) {}

    private Optional<Starting> start(ContainerCreated container, Memory memory, Change.Start start) {
        try {
            Workload workload = workloads.of(container, start.target());
            return Optional.of(new Starting(start.target(), tasks.submit(() -> start(workload, start.copies()))));
        } catch (EngineRefused e) {
            memory.trouble(start.target(), e.failure(), true, clock.instant());
            return Optional.empty();
        }
    }

    private List<Instance> start(Workload workload, int copies) {
        long start = System.nanoTime();
        List<Instance> instances = engine.run(workload, copies);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        for (Instance instance : instances) {
            around.figures().started(took);
            LOG.infof(
                    "instance started; container=%s deployment=%d instance=%s took=%dms",
                    workload.container(), workload.deployment(), instance.id(), took.toMillis());
        }
        return instances;
    }

    private boolean started(ContainerId id, Memory memory, List<Starting> starting) {
        boolean later = !starting.isEmpty();
        for (Starting one : starting) {
            later &= started(id, memory, one);
        }
        return later;
    }

    private boolean started(ContainerId id, Memory memory, Starting one) {
        try {
            List<Instance> instances = one.instances().get();
            memory.held.add(one.target().number());
            for (Instance instance : instances) {
                memory.probings.computeIfAbsent(
                        instance.id(),
                        _ -> around.prober().begin(instance, one.target().spec(), () -> wake.accept(id)));
            }
            return instances.isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineRefused refused) {
                memory.trouble(one.target(), refused.failure(), Trouble.isFinal(refused.failure()), clock.instant());
                return false;
            }
            throw new IllegalStateException("cannot start instances", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void terminate(Memory memory, Departures.Group group) {
        for (Instance instance : group.leaving()) {
            memory.endProbing(instance.id());
            memory.stopping.putIfAbsent(instance.id(), clock.instant());
        }
        engine.terminate(group.leaving(), group.staying());
        group.leaving()
                .forEach(instance -> LOG.infof(
                        "instance told to end; container=%s deployment=%d instance=%s",
                        instance.container(), instance.deployment(), instance.id()));
    }

    private void remove(Memory memory, Departures.Group group) {
        group.leaving().forEach(instance -> memory.endProbing(instance.id()));
        engine.remove(group.leaving(), group.staying());
    }

    /** What is left of it is removed with the others that go. */
    private void bury(ContainerCreated container, Memory memory, Bury bury) {
        Instance instance = bury.instance();
        Failure failure = Words.of(bury.death(), bury.target(), rules, lastWords(container, bury));
        boolean hopeless = isLost(bury.death()) || Trouble.isFinal(failure);
        memory.trouble(bury.target(), failure, hopeless, clock.instant());
        memory.buried.add(instance.id());
        LOG.infof(
                "instance fell; container=%s deployment=%d instance=%s reason=%s",
                instance.container(), instance.deployment(), instance.id(), failure.reason());
    }

    /** Whether it had all the time that it may have. */
    private static boolean isLost(Change.Death death) {
        return switch (death) {
            case Change.Silence _, Change.Stuck _ -> true;
            case Change.Exit _, Change.Lifeless _ -> false;
        };
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
}
