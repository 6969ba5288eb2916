package dev.berth.api.command;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalLong;

/** How much one tenant may have; without a number, as much as it likes. All instances need the same. */
@ConfigMapping(prefix = "berth.quotas")
public interface QuotasConfig {

    /** How many projects an organization may have. */
    OptionalLong projectsPerOrganization();

    /** How many namespaces a project may have. */
    OptionalLong namespacesPerProject();

    /** How many containers a project may have, in all its namespaces together. */
    OptionalLong containersPerProject();
}
