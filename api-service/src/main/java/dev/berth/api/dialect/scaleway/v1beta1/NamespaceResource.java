package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.Json;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.dialect.scaleway.containers.Condition;
import dev.berth.api.dialect.scaleway.containers.NamespaceEndpoints;
import dev.berth.api.dialect.scaleway.containers.NamespacePatch;
import dev.berth.api.dialect.scaleway.containers.NamespaceShown;
import dev.berth.api.dialect.scaleway.containers.Variables;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.Queries;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Namespaces in the words of Scaleway's older version. */
@Path("/containers/v1beta1/regions/{region}/namespaces")
@Tag(name = "Namespaces")
public class NamespaceResource extends NamespaceEndpoints {

    private final RegistryNamespace registry;

    NamespaceResource(
            Door door, Namespaces namespaces, Projects projects, Queries queries, RegistryNamespace registry) {
        super(door, namespaces, projects, queries);
        this.registry = registry;
    }

    @Override
    protected NewNamespace created(Fields fields, Optional<ProjectId> defaultProject) {
        return NamespacePatch.created(fields, Variables::secretArray, defaultProject, RegistryNamespace::attributes);
    }

    @Override
    protected NamespacePatch patch(Fields fields) {
        NamespacePatch patch = NamespacePatch.read(fields, Variables::secretArray);
        fields.check();
        return patch;
    }

    /** A change has settled by the next look: clients give up on a namespace in a list that is not ready. */
    @Override
    protected NamespaceShown settled(NamespaceShown namespace) {
        return switch (namespace.condition()) {
            case Condition.Updating _ -> namespace.with(new Condition.Ready());
            case Condition.Creating _, Condition.Ready _, Condition.Failed _, Condition.Deleting _ -> namespace;
        };
    }

    /** The fields in the order in which the real service sends them. */
    @Override
    protected ObjectNode json(NamespaceShown namespace, String region) {
        NamespaceSpec spec = namespace.spec();
        boolean hasRegistry = !(namespace.condition() instanceof Condition.Creating);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", namespace.id().toString());
        json.put("name", namespace.name());
        json.set("environment_variables", Json.object(spec.environment()));
        json.put("organization_id", namespace.organization().toString());
        json.put("project_id", namespace.project().toString());
        json.put("status", Status.word(namespace.condition()));
        json.put(
                "registry_namespace_id",
                registry.id(spec).filter(_ -> hasRegistry).orElse(""));
        json.putNull("error_message");
        json.put(
                "registry_endpoint",
                registry.endpoint(spec).filter(_ -> hasRegistry).orElse(""));
        json.put("description", spec.description());
        json.set("secret_environment_variables", Secrets.json(spec.secretEnvironment()));
        json.set("tags", Json.array(spec.tags()));
        json.put("created_at", Timestamps.format(namespace.createdAt()));
        json.put("updated_at", Timestamps.format(namespace.updatedAt()));
        json.put("vpc_integration_activated", true);
        json.put("region", region);
        return json;
    }
}
