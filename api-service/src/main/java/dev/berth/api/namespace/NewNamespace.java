package dev.berth.api.namespace;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.util.Map;

/**
 * A namespace that somebody wants.
 *
 * @param spec all of its configuration but the secrets
 * @param secrets the values of its secret variables, by name
 */
public record NewNamespace(
        NamespaceId id, ProjectId project, String name, NamespaceSpec spec, Map<String, Plaintext> secrets) {

    public NewNamespace {
        secrets = Map.copyOf(secrets);
    }
}
