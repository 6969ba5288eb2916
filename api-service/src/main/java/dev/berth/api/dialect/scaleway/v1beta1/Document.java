package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.ContainersDocument.called;
import static dev.berth.api.dialect.scaleway.ContainersDocument.only;
import static dev.berth.api.dialect.scaleway.ContainersDocument.paging;

import dev.berth.api.dialect.scaleway.ContainersDocument;
import dev.berth.api.dialect.scaleway.ContainersDocument.Resource;
import dev.berth.api.dialect.scaleway.DomainDesk;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What this API's document says beside the annotations of its resources. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = "containers-v1beta1")
public final class Document implements OASFilter {

    private static final List<String> BY_NAME = List.of("name_asc", "name_desc");
    private static final List<String> BY_HOSTNAME = List.of("hostname_asc", "hostname_desc");
    private static final List<String> IN_TIME_ONLY = List.of();

    @Override
    public void filterOpenAPI(OpenAPI found) {
        ContainersDocument document = new ContainersDocument(
                "v1beta1", "The older view of the same resources; crons, tokens and logs are in this one only.");
        namespacesAndContainers(document);
        document.resource(
                        resource("cron", IN_TIME_ONLY, CronShapes.shown()), CronShapes.created(), CronShapes.changed())
                .resource(
                        resource("trigger", IN_TIME_ONLY, TriggerShapes.shown()),
                        TriggerShapes.created(),
                        TriggerShapes.changed())
                .resource(
                        resource("domain", BY_HOSTNAME, DomainShapes.shown()),
                        DomainDesk.newDomain().schema())
                .proving("/domains")
                .resource(resource("token", IN_TIME_ONLY, TokenShapes.shown()), TokenShapes.created())
                .asked("/issue-jwt", "issueJwt", TokenShapes.inQueryToo(), "Token")
                .complete(found);
    }

    private static void namespacesAndContainers(ContainersDocument document) {
        document.resource(
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
                .order("/containers/{id}/deploy", "deployContainer", "Container")
                .list(
                        "/containers/{id}/logs",
                        "listContainerLogs",
                        paging(List.of("timestamp_desc", "timestamp_asc")),
                        "logs",
                        logEntry())
                .list(
                        "/namespaces/{id}/containers",
                        "listNamespaceContainers",
                        List.of(),
                        "containers",
                        Shape.named("Container"));
    }

    private static Resource resource(String singular, List<String> orders, Schema shown) {
        List<Parameter> filters = List.of(only("organization"), only("project"), only("namespace"), only("container"));
        return new Resource(singular, orders, filters, shown);
    }

    private static Schema logEntry() {
        return ObjectShape.empty()
                .with("id", Shape.text())
                .with("message", Shape.text())
                .with("timestamp", Shape.time())
                .with("level", Shape.text())
                .with("source", Shape.text().description("The instance that wrote it"))
                .with("stream", Shape.word("stdout", "stderr"))
                .schema();
    }
}
