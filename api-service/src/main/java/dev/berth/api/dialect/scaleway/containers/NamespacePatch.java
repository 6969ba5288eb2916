package dev.berth.api.dialect.scaleway.containers;

import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import dev.berth.api.NewId;
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
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a request says of a namespace's configuration; empty where it says nothing. */
public record NamespacePatch(
        Optional<String> description,
        Optional<Map<String, String>> environment,
        SecretChange secrets,
        Optional<List<String>> tags) {

    static final int LONGEST_NAME = 50;
    static final int LONGEST_TEXT = 255;
    static final Pattern NAME = Pattern.compile("[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])");

    /** What a request says; the versions differ in how they speak of secrets. */
    public static NamespacePatch read(Fields fields, Function<Fields, SecretChange> secrets) {
        return new NamespacePatch(
                fields.text("description", LONGEST_TEXT),
                Variables.plain(fields),
                secrets.apply(fields),
                fields.texts("tags"));
    }

    /** A new namespace as a request asks for it. Throws {@link Refused} with all that is wrong. */
    public static NewNamespace created(
            Fields fields,
            Function<Fields, SecretChange> secrets,
            Optional<ProjectId> defaultProject,
            Attributes attributes) {
        String name = Words.name(fields, NAME, LONGEST_NAME);
        Optional<ProjectId> project =
                Words.id(fields, "project_id").map(ProjectId::new).or(() -> defaultProject);
        if (project.isEmpty()) {
            fields.refuse("project_id", REQUIRED, "is required");
        }
        NamespacePatch patch = read(fields, secrets);
        fields.check();
        NamespaceId id = new NamespaceId(NewId.next());
        NamespaceSpec blank = new NamespaceSpec("", Map.of(), Map.of(), List.of(), attributes.of(id, name));
        return new NewNamespace(id, project.orElseThrow(), name, patch.over(blank, Map.of()), patch.secrets.toSeal());
    }

    /** What only one version of the API knows of a namespace that is made through it. */
    @FunctionalInterface
    public interface Attributes {
        Map<String, String> of(NamespaceId id, String name);
    }

    /** The change that this is of a namespace. */
    public NamespaceChange change() {
        return new NamespaceChange(secrets.toSeal(), this::over);
    }

    private NamespaceSpec over(NamespaceSpec base, Map<String, Secret> sealed) {
        return new NamespaceSpec(
                description.orElse(base.description()),
                environment.orElse(base.environment()),
                secrets.over(base.secretEnvironment(), sealed),
                tags.orElse(base.tags()),
                base.attributes());
    }
}
