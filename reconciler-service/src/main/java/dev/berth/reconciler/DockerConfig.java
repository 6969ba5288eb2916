package dev.berth.reconciler;

import dev.berth.reconciler.docker.DockerSettings.Addresses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** How instances are run on a Docker engine. */
@ConfigMapping(prefix = "berth.docker")
interface DockerConfig {

    /** Where the engine listens. */
    URI host();

    /** By which way instances are reached: AUTO, BRIDGE or LOOPBACK. */
    @WithDefault("AUTO")
    Addresses addresses();

    /** How many processes and threads an instance may have. */
    @WithDefault("1024")
    long pids();

    /** Whether a small init in each instance reaps orphans and passes signals on. */
    @WithDefault("true")
    boolean init();

    /** Whether instances may write nowhere but in {@code /tmp}. */
    @WithDefault("false")
    boolean readOnly();

    /** How many bytes of an instance's output are kept. */
    @WithDefault("10000000")
    long logBytes();

    /** The engine's runtime for each sandbox: {@code v1}, {@code v2}, or {@code default} where a container names none. */
    Map<String, String> runtimes();

    /** How long the engine may take to answer. */
    @WithDefault("60s")
    Duration answer();

    /** How long fetching an image may take. */
    @WithDefault("10m")
    Duration pull();
}
