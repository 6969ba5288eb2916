package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Door;
import dev.berth.api.dialect.scaleway.containers.NamespaceEndpoints;
import dev.berth.api.dialect.scaleway.containers.NamespacePatch;
import dev.berth.api.dialect.scaleway.containers.NamespaceShown;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.namespace.NewNamespace;
import dev.berth.api.tenancy.Projects;
import dev.berth.api.views.Queries;
import dev.berth.events.ProjectId;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Namespaces in Scaleway's words. */
@Path("/containers/v1/regions/{region}/namespaces")
@Tag(name = "Namespaces")
public class NamespaceResource extends NamespaceEndpoints {

    private final PublicAddress address;

    NamespaceResource(Door door, Namespaces namespaces, Projects projects, Queries queries, PublicAddress address) {
        super(door, namespaces, projects, queries);
        this.address = address;
    }

    @Override
    protected NewNamespace created(Fields fields, Optional<ProjectId> defaultProject) {
        return NamespaceBody.create(fields, defaultProject);
    }

    @Override
    protected NamespacePatch patch(Fields fields) {
        return NamespaceBody.patch(fields);
    }

    @Override
    protected ObjectNode json(NamespaceShown namespace, String region) {
        return NamespaceAnswer.json(namespace, address, region);
    }
}
