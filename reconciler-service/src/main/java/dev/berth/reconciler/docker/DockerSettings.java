package dev.berth.reconciler.docker;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How instances are run on a Docker engine.
 *
 * @param platform names this Berth; nothing without its label is ever seen or touched
 * @param addresses by which way instances are reached
 * @param pids how many processes and threads an instance may have
 * @param init whether a small init reaps orphans and passes signals on
 * @param readOnly whether instances may write nowhere but in {@code /tmp}
 * @param logBytes how much of an instance's output is kept
 * @param runtimes what the engine calls the runtime for each sandbox of the platform; its own default for the others
 * @param answer how long the engine may take to answer
 * @param pull how long fetching an image may take
 */
public record DockerSettings(
        URI host,
        String platform,
        Addresses addresses,
        long pids,
        boolean init,
        boolean readOnly,
        long logBytes,
        Map<String, String> runtimes,
        Duration answer,
        Duration pull) {

    public DockerSettings {
        runtimes = Map.copyOf(runtimes);
    }

    /** By which way instances are reached. */
    public enum Addresses {
        /** By the bridge where it is this machine's own, by loopback otherwise. */
        AUTO,
        /** At their own addresses on the platform's bridge; no port is published. */
        BRIDGE,
        /** At ports published on the engine's loopback interface only. */
        LOOPBACK
    }
}
