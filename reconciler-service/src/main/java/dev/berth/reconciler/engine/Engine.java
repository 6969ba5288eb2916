package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.Scaling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs instances of workloads. Speaks of Berth's containers, deployments and instances only, and sees nothing that is
 * not this platform's. It is told how many instances there shall be, and which of those that are there shall go; how
 * it makes them, and what it calls them, is its own affair. Every method may be asked again: what is done already is no
 * error.
 *
 * <p>A volume belongs to a namespace, and is known there by its name. It is made, empty or with what the image has in
 * its place, when a workload first names it, and outlives instances, deployments and containers. It goes with its
 * namespace, by {@link #clear(Predicate)}, and by nothing else.
 *
 * <p>All methods block, and throw {@link EngineUnreachable} when the engine does not answer, {@link EngineRefused} when
 * it does but will not.
 */
public interface Engine extends AutoCloseable {

    /**
     * The unchanging name of the image that a reference means just now, fetched if that is needed: a digest, or the
     * image's own id when it was built on this engine and belongs to no registry.
     */
    String resolve(String reference);

    /**
     * Whether the engine itself finds the number of a container's instances between these bounds, for as long as at least
     * one stands. Then {@link #run} says how many there are at least, and more are no surplus.
     */
    boolean scales(ContainerId container, Scaling scaling);

    /**
     * Sees to it that so many instances of a deployment stand, not counting those that were told to end: starts what is
     * missing, and ends none.
     *
     * @return those that run by now; an engine that starts them in its own time tells of them by its watch
     */
    List<Instance> run(Workload workload, int copies);

    /**
     * Keeps what stands of a deployment as {@link #run} makes it, whoever did so. An engine of which others may change
     * things puts them back, until the container is released.
     */
    default void hold(Workload workload) {}

    /** Somebody else looks after the container from now on: what stands of it stays, and is left to that one. */
    default void release(ContainerId container) {}

    /** All instances of a container, whatever their state, in the order of their making. */
    List<Instance> observe(ContainerId container);

    /** All instances of this platform. */
    List<Instance> observe();

    /**
     * Asks instances of one deployment to end by themselves.
     *
     * @param staying how many others of the deployment stand, so that nothing takes the place of those that go
     */
    void terminate(List<Instance> leaving, int staying);

    /**
     * Ends instances of one deployment, asked or not, and removes all that is left of them.
     *
     * @param staying how many others of the deployment stand, so that nothing takes the place of those that go
     */
    void remove(List<Instance> leaving, int staying);

    /**
     * Removes what the engine keeps, besides instances, for deployments of a container that are not among these.
     *
     * @return whether nothing of them is left
     * @throws EngineRefused when none is kept, and somebody else holds what is left
     */
    boolean clear(ContainerId container, Set<Integer> kept);

    /** Removes what the engine keeps for namespaces of which nothing is left, and all that is in their volumes. */
    void clear(Predicate<NamespaceId> deleted);

    /** The last lines that an instance wrote, at most so many and in the order of their writing; none once it is removed. */
    List<LogLine> log(Instance instance, int lines);

    /** What an instance uses just now; empty when it does not run. */
    Optional<Usage> usage(Instance instance);

    /** Ends instances that are over a limit to which the engine does not hold them by itself; asked every few seconds. */
    void enforce();

    /** Runs a command inside an instance and answers its exit code; empty when it did not end in time. */
    Optional<Integer> execute(Instance instance, List<String> command, Duration timeout);

    /** Tells of every change until closed; connects again by itself when it is cut off. */
    Watch watch(Watcher watcher);

    /**
     * Removes what the platform shares among its instances, once none of them is left, and is made anew when needed:
     * never volumes, as what is in them cannot be.
     */
    void withdraw();

    /** Throws when the engine cannot be used just now. */
    void check();

    @Override
    void close();

    /** Ends a watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Hears of changes. */
    interface Watcher {
        /** An instance of this container started, ended or went. */
        void changed(ContainerId container);

        /** Somebody else had changed something that stands for this container, and the engine has put it back. */
        default void corrected(ContainerId container, Correction correction) {}

        /** Changes may have been missed: everything has to be looked at again. */
        void missed();
    }
}
