package dev.berth.api.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How processes are driven. */
@ConfigMapping(prefix = "berth.processes")
interface ProcessesConfig {

    /** How often all that is unfinished is looked at again. */
    @WithDefault("10s")
    Duration sweep();
}
