package dev.berth.api.bootstrap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.UUID;

/** A tenant that must be there from the start; nothing is made unless all of its ids and its key are given. */
@ConfigMapping(prefix = "berth.bootstrap")
interface BootstrapConfig {

    Optional<UUID> organizationId();

    @WithDefault("default")
    String organizationName();

    Optional<UUID> projectId();

    @WithDefault("default")
    String projectName();

    Optional<UUID> keyId();

    /** {@code SCW} and 17 of A-Z and 0-9. */
    Optional<String> accessKey();

    /** A UUID. */
    Optional<String> secretKey();
}
