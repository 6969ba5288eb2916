package dev.berth.reconciler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How patient the reconciler is, and what it leaves behind. */
@ConfigMapping(prefix = "berth.reconciler")
interface ReconcilerConfig {

    /** Tells reconcilers of one platform apart, and stays the same over restarts. */
    @WithDefault("1")
    String id();

    /** Whether all instances of the platform end with the reconciler. */
    @WithDefault("false")
    boolean stopInstancesOnShutdown();

    /** How often the engine is looked at as a whole, even when nothing was heard of it. */
    @WithDefault("15s")
    Duration resync();

    /** Where the other parts of this Berth reach a reconciler; it is they who need it. */
    Optional<URI> url();

    /** The folder that keeps the last lines of instances that are gone. */
    Path logs();

    /** How often a new deployment may fall before it is given up. */
    @WithDefault("3")
    int attempts();

    /** How long an instance may take to answer, when no startup probe says otherwise. */
    @WithDefault("60s")
    Duration startup();

    /** How long an instance may take to end when told to. */
    @WithDefault("10s")
    Duration grace();

    /** How long a deployment has to answer before its earlier trouble counts no more. */
    @WithDefault("60s")
    Duration forgiveness();
}
