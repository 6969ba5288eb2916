package dev.berth.api.container;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.spec.ContainerSpec;
import java.util.Map;

/**
 * A container that somebody wants.
 *
 * @param spec all of its configuration but the secrets
 * @param secrets the values of its secret variables, by name
 */
public record NewContainer(
        ContainerId id, NamespaceId namespace, String name, ContainerSpec spec, Map<String, Plaintext> secrets) {

    public NewContainer {
        secrets = Map.copyOf(secrets);
    }
}
