package dev.berth.api.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events get to Kafka. */
@ConfigMapping(prefix = "berth.relay")
public interface RelayConfig {

    /** Whether this instance takes part at all. */
    @WithDefault("true")
    boolean enabled();

    /** The replication slot; the publication is called the same. */
    @WithDefault("berth")
    String slot();

    /** How often an instance that does not hold the slot tries again. */
    @WithDefault("1s")
    Duration takeoverInterval();

    /** How often Kafka's ends are compared with what it has acknowledged. */
    @WithDefault("2s")
    Duration checkInterval();
}
