package dev.berth.api.views;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the query side. */
@ConfigMapping(prefix = "berth.views")
interface ViewsConfig {

    /**
     * How long a question waits for the views to reach what was written before it. It is milliseconds, except just after
     * a start and on a machine that is busy with other things; clients wait longer than this.
     */
    @WithDefault("10s")
    Duration patience();

    /** What a client that was turned away is told to wait. */
    @WithDefault("1s")
    Duration retryAfter();

    /** Whether the projector of this instance is held from the start, until an operator lets it go on. */
    @WithDefault("false")
    boolean paused();

    /** Whether this instance takes part in projecting; questions are answered either way. */
    @WithDefault("true")
    boolean projector();
}
