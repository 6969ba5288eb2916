package dev.berth.api.domain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has to be so before a hostname is attached to a container. */
@ConfigMapping(prefix = "berth.domains")
public interface DomainsConfig {

    /** How a hostname is checked. */
    enum Check {
        /** It has to lead here. */
        DNS,
        /** It is taken as it is: whoever asks first has it. */
        NONE
    }

    /** How a hostname is checked. */
    @WithDefault("dns")
    Check check();

    /** Names or addresses that hostnames may lead to, beside those of containers: say, of a load balancer. */
    Optional<List<String>> targets();

    /** The DNS server that is asked, {@code address:port}; that of the machine, if none is given. */
    Optional<String> resolver();

    /** How long a check may take. */
    @WithDefault("5s")
    Duration timeout();
}
