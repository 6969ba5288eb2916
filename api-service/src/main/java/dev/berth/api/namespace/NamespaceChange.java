package dev.berth.api.namespace;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Secret;
import java.util.Map;

/**
 * What somebody wants changed of a namespace's configuration.
 *
 * @param secrets values of secret variables that the change needs sealed, by name
 * @param change makes the new configuration from the present one
 */
public record NamespaceChange(Map<String, Plaintext> secrets, Change change) {

    public NamespaceChange {
        secrets = Map.copyOf(secrets);
    }

    /** A pure function; it may be called again when another change came between. */
    @FunctionalInterface
    public interface Change {
        /**
         * The new configuration.
         *
         * @param sealed the change's secrets, ready to stand in the configuration; a value that the namespace has
         *     already is the very one it has
         */
        NamespaceSpec apply(NamespaceSpec present, Map<String, Secret> sealed);
    }
}
