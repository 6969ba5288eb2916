package dev.berth.api.container;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.Secret;
import java.util.Map;

/**
 * What somebody wants changed of a container's configuration.
 *
 * @param secrets values of secret variables that the change needs sealed, by name
 * @param change makes the new configuration from the present one
 * @param rollOutAnyway whether an equal configuration is rolled out anew
 */
public record ContainerChange(Map<String, Plaintext> secrets, Change change, boolean rollOutAnyway) {

    public ContainerChange {
        secrets = Map.copyOf(secrets);
    }

    /** A pure function; it may be called again when another change came between. */
    @FunctionalInterface
    public interface Change {
        /**
         * The new configuration.
         *
         * @param sealed the change's secrets, ready to stand in the configuration; a value that the container has
         *     already is the very one it has
         */
        ContainerSpec apply(ContainerSpec present, Map<String, Secret> sealed);
    }
}
