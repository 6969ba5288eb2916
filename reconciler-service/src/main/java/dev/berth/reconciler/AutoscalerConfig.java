package dev.berth.reconciler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When instances come and go. */
@ConfigMapping(prefix = "berth.autoscaler")
interface AutoscalerConfig {

    /** An instance is given up when it was not needed for so long. */
    @WithDefault("60s")
    Duration window();

    /** The last instance is given up so long after the last request. */
    @WithDefault("15m")
    Duration idleWindow();

    /** How often use of CPU and memory is measured, where it decides. */
    @WithDefault("5s")
    Duration measure();
}
