package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.ContainersDocument.called;
import static dev.berth.api.dialect.scaleway.ContainersDocument.only;

import dev.berth.api.dialect.scaleway.ContainersDocument;
import dev.berth.api.dialect.scaleway.ContainersDocument.Resource;
import dev.berth.api.openapi.Described;
import dev.berth.api.openapi.Shape;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What this API's document says beside the annotations of its resources. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = "containers-v1")
public final class Document implements OASFilter {

    private static final List<String> BY_NAME = List.of("name_asc", "name_desc");
    private static final List<String> BY_HOSTNAME = List.of("hostname_asc", "hostname_desc");

    @Override
    public void filterOpenAPI(OpenAPI found) {
        new ContainersDocument("v1", "Namespaces, containers, domains and triggers.")
                .resource(
                        new Resource(
                                "namespace",
                                BY_NAME,
                                List.of(only("organization"), only("project"), called()),
                                NamespaceShapes.shown()),
                        NamespaceShapes.created(),
                        NamespaceShapes.changed())
                .resource(
                        new Resource(
                                "container",
                                BY_NAME,
                                List.of(only("organization"), only("project"), only("namespace"), called()),
                                ContainerShapes.shown()),
                        ContainerShapes.created(),
                        ContainerShapes.changed())
                .order("/containers/{id}/redeploy", "redeployContainer", "Container")
                .resource(
                        new Resource("domain", BY_HOSTNAME, attached(), DomainShapes.shown()),
                        DomainShapes.created(),
                        DomainShapes.changed())
                .proving("/domains")
                .resource(
                        new Resource("trigger", BY_NAME, triggerFilters(), TriggerShapes.shown()),
                        TriggerShapes.created(),
                        TriggerShapes.changed())
                .complete(found);
    }

    private static List<Parameter> attached() {
        return List.of(only("organization"), only("project"), only("namespace"), only("container"));
    }

    private static List<Parameter> triggerFilters() {
        return List.of(
                only("organization"),
                only("project"),
                only("namespace"),
                only("container"),
                Described.inQuery(
                        "trigger_type",
                        "Only those with this kind of source",
                        Shape.word("unknown_source_type", "cron", "sqs", "nats")));
    }
}
