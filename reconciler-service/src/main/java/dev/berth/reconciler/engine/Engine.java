package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs instances of workloads. Speaks of Berth's containers, deployments and instances only, and sees nothing that is
 * not this platform's. Every method may be asked again: what is done already is no error.
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

    /** Starts an instance. */
    Instance start(InstanceId id, Workload workload);

    /** All instances of a container, whatever their state, in the order of their making. */
    List<Instance> observe(ContainerId container);

    /** All instances of this platform. */
    List<Instance> observe();

    /** Asks an instance to end by itself. */
    void terminate(Instance instance);

    /** Ends an instance, asked or not, and removes all that is left of it. */
    void remove(Instance instance);

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

    /** Removes what the platform shares among its instances, once none of them is left; it is made anew when needed. */
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

        /** Changes may have been missed: everything has to be looked at again. */
        void missed();
    }
}
