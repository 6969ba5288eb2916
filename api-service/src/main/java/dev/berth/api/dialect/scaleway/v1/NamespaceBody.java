package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.containers.NamespacePatch;
import dev.berth.api.dialect.scaleway.containers.Variables;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ProjectId;
import java.util.Map;
import java.util.Optional;

/** Reads what a client sends of a namespace. */
final class NamespaceBody {

    /** A new namespace as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewNamespace create(Fields fields, Optional<ProjectId> defaultProject) {
        return NamespacePatch.created(fields, Variables::secretObject, defaultProject, (_, _) -> Map.of());
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NamespacePatch patch(Fields fields) {
        NamespacePatch patch = NamespacePatch.read(fields, Variables::secretObject);
        fields.check();
        return patch;
    }

    private NamespaceBody() {}
}
