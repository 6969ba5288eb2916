package dev.berth.api.container;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import dev.berth.events.spec.NamespaceSpec;
import java.util.Map;

/**
 * A container that somebody wants.
 *
 * @param draft makes all of its configuration but the secrets
 * @param secrets the values of its secret variables, by name
 */
public record NewContainer(
        ContainerId id, NamespaceId namespace, String name, Draft draft, Map<String, Plaintext> secrets) {

    public NewContainer {
        secrets = Map.copyOf(secrets);
    }

    /** A container whose configuration has nothing to do with its namespace. */
    public NewContainer(
            ContainerId id, NamespaceId namespace, String name, ContainerSpec spec, Map<String, Plaintext> secrets) {
        this(id, namespace, name, _ -> spec, secrets);
    }

    /** A pure function; it may be called again when the namespace changed meanwhile. */
    @FunctionalInterface
    public interface Draft {
        ContainerSpec in(NamespaceSpec namespace);
    }
}
