package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.namespace.NamespaceChange;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refused;
import dev.berth.events.NamespaceId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import dev.berth.events.spec.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a request says of a namespace's configuration; empty where it says nothing.
 *
 * @param secrets by name; those without a value keep the one that they have
 */
record NamespaceBody(
        Optional<String> description,
        Optional<Map<String, String>> environment,
        Optional<Map<String, Optional<String>>> secrets,
        Optional<List<String>> tags) {

    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_TEXT = 255;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])");

    /** A new namespace as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewNamespace create(Fields fields, Optional<ProjectId> defaultProject) {
        String name = Words.name(fields, NAME, LONGEST_NAME);
        Optional<ProjectId> project =
                Words.id(fields, "project_id").map(ProjectId::new).or(() -> defaultProject);
        if (project.isEmpty()) {
            fields.refuse("project_id", REQUIRED, "is required");
        }
        NamespaceBody body = read(fields);
        fields.check();
        return new NewNamespace(
                new NamespaceId(UUID.randomUUID()),
                project.orElseThrow(),
                name,
                body.created(),
                Variables.toSeal(body.secrets()));
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NamespaceChange change(Fields fields) {
        NamespaceBody body = read(fields);
        fields.check();
        return new NamespaceChange(Variables.toSeal(body.secrets()), body::over);
    }

    private static NamespaceBody read(Fields fields) {
        return new NamespaceBody(
                fields.text("description", LONGEST_TEXT),
                Variables.plain(fields),
                Variables.secret(fields),
                fields.texts("tags"));
    }

    private NamespaceSpec created() {
        return over(new NamespaceSpec("", Map.of(), Map.of(), List.of(), Map.of()), Map.of());
    }

    private NamespaceSpec over(NamespaceSpec base, Map<String, Secret> sealed) {
        return new NamespaceSpec(
                description.orElse(base.description()),
                environment.orElse(base.environment()),
                Variables.changed(secrets, base.secretEnvironment(), sealed),
                tags.orElse(base.tags()),
                base.attributes());
    }
}
