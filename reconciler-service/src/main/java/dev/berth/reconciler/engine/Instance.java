package dev.berth.reconciler.engine;

import dev.berth.events.ContainerId;
import dev.berth.events.spec.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One instance as the engine shows it.
 *
 * @param hash of the {@link Workload} that it was started for
 */
public record Instance(InstanceId id, ContainerId container, int deployment, int revision, String hash, State state) {

    /** How far it has come. */
    public sealed interface State {}

    /** Made, but never started: what a crash between the two leaves behind. */
    public record Prepared() implements State {}

    /**
     * The engine has yet to start it.
     *
     * @param trouble what keeps it from that; empty while it is only on its way
     */
    public record Waiting(Instant since, Optional<Failure> trouble) implements State {}

    /**
     * Its process runs. Whether it answers is for probes to find out.
     *
     * @param addresses where each of its ports is reached from here
     * @param proxy what requests go through, where the engine has put something before it
     * @param endsBy when the engine will have ended it, if it is ending it by itself or as it was told
     */
    public record Running(
            Instant since, Map<Integer, Address> addresses, Optional<Address> proxy, Optional<Instant> endsBy)
            implements State {
        public Running {
            addresses = Map.copyOf(addresses);
        }

        /** One with nothing before it. */
        public Running(Instant since, Map<Integer, Address> addresses, Optional<Instant> endsBy) {
            this(since, addresses, Optional.empty(), endsBy);
        }

        /** One with nothing before it, that the engine is not ending. */
        public Running(Instant since, Map<Integer, Address> addresses) {
            this(since, addresses, Optional.empty());
        }
    }

    /** Its process has ended. */
    public record Ended(int exitCode, Cause cause, Instant started, Instant ended) implements State {

        /** How long it ran. */
        public Duration ran() {
            return Duration.between(started, ended);
        }
    }

    /** Why a process has ended. */
    public enum Cause {
        /** By itself, or told to. */
        OWN,
        /** The kernel killed it for using more memory than it may. */
        OUT_OF_MEMORY,
        /** The engine killed it for keeping more on its disk than it may. */
        OUT_OF_STORAGE
    }

    /** Where a port of it is reached; empty when it does not run, or has no such port. */
    public Optional<Address> address(int port) {
        return state instanceof Running running
                ? Optional.ofNullable(running.addresses().get(port))
                : Optional.empty();
    }

    /** Where requests for a port enter; empty when it does not run, or has no such port. */
    public Optional<Address> entrance(int port) {
        return address(port).map(own -> proxy().orElse(own));
    }

    /** What requests go through; empty where they reach its ports. */
    public Optional<Address> proxy() {
        return state instanceof Running running ? running.proxy() : Optional.empty();
    }

    public boolean running() {
        return state instanceof Running;
    }
}
