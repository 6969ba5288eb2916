package dev.berth.events.spec;

import java.util.List;
import java.util.Map;

/**
 * All that can be configured of a namespace.
 *
 * @param environment variables of every container in it; a container's own come first
 * @param attributes what only one dialect knows, kept under {@code <dialect>.<field>}
 */
public record NamespaceSpec(
        String description,
        Map<String, String> environment,
        Map<String, Secret> secretEnvironment,
        List<String> tags,
        Map<String, String> attributes) {

    public NamespaceSpec {
        environment = Copies.ordered(environment);
        secretEnvironment = Copies.ordered(secretEnvironment);
        tags = List.copyOf(tags);
        attributes = Copies.ordered(attributes);
    }

    /** The same with these secret variables. */
    public NamespaceSpec withSecretEnvironment(Map<String, Secret> secrets) {
        return new NamespaceSpec(description, environment, secrets, tags, attributes);
    }
}
