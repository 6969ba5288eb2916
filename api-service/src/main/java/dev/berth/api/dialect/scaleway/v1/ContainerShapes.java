package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.dialect.scaleway.containers.ContainerFields.MEGABYTE;

import dev.berth.api.dialect.scaleway.containers.ContainerFields;
import dev.berth.api.dialect.scaleway.containers.Shapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link ContainerBody} reads and {@link ContainerAnswer} writes, as the document says it. */
final class ContainerShapes {

    static Schema created() {
        return NamespaceShapes.secrets(asked(Shapes.newContainer().with("image", Shapes.image())));
    }

    static Schema changed() {
        return NamespaceShapes.secrets(asked(Shapes.changedContainer().optional("image", Shapes.image())));
    }

    private static ObjectShape asked(ObjectShape request) {
        return request.optional("memory_limit_bytes", bytes(ContainerFields.LEAST_MEMORY, ContainerFields.MOST_MEMORY))
                .optional("mvcpu_limit", Shape.number(ContainerFields.LEAST_CPU, ContainerFields.MOST_CPU))
                .optional(
                        "local_storage_limit_bytes", bytes(ContainerFields.LEAST_STORAGE, ContainerFields.MOST_STORAGE))
                .optional("https_connections_only", Shape.flag())
                .optional("https_connection_only", Shape.flag().description("The same, as clients name it in a change"))
                .optional("enable_default_public_endpoint", Shape.flag())
                .optional("enable_private_endpoint", Shape.flag().description("There is none: false only"))
                .optional("liveness_probe", probe().description("All of it; what is left out is as usual"))
                .optional("startup_probe", probe().description("What is left out stays as it is"));
    }

    private static Schema bytes(int leastMegabytes, int mostMegabytes) {
        return Shape.number(leastMegabytes * MEGABYTE, mostMegabytes * MEGABYTE);
    }

    private static Schema probe() {
        return Shapes.probe().optional("timeout", Shapes.duration()).schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("namespace_id", Shape.id())
                .with("description", Shape.text())
                .with("status", NamespaceShapes.status())
                .maybe("error_message", Shape.text().description("Empty when ready; left out while it changes"))
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .with("min_scale", Shape.count())
                .with("max_scale", Shape.count())
                .with("memory_limit_bytes", Shape.count())
                .with("mvcpu_limit", Shape.count())
                .with("timeout", Shapes.duration())
                .with("privacy", Shapes.privacy())
                .with("image", Shape.text())
                .with("protocol", Shapes.protocol())
                .with("port", Shape.count())
                .with("https_connections_only", Shape.flag())
                .with("sandbox", Shape.text())
                .with("local_storage_limit_bytes", Shape.count())
                .with("scaling_option", Shapes.shownScaling())
                .with("tags", Shape.list(Shape.text()))
                .maybe("private_network_id", Shape.id())
                .with("command", Shape.list(Shape.text()))
                .with("args", Shape.list(Shape.text()))
                .with("environment_variables", Shape.map(Shape.text()))
                .with("public_endpoint", Shape.uri())
                .with(
                        "default_public_endpoint_enabled",
                        Shape.flag().description("Whether requests from outside are taken at all"))
                .withNullable("private_endpoint", Shape.uri().description("There is none"))
                .withNullable("liveness_probe", shownProbe())
                .withNullable("startup_probe", shownProbe())
                .with("secret_environment_variables", NamespaceShapes.hashes())
                .with("region", Shape.text())
                .with("srn", Shape.text())
                .schema();
    }

    private static Schema shownProbe() {
        return Shapes.shownProbe().with("timeout", Shapes.duration()).schema();
    }

    private ContainerShapes() {}
}
