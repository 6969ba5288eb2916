package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.scaleway.containers.ContainerFields;
import dev.berth.api.dialect.scaleway.containers.Shapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link ContainerBody} reads and {@link ContainerAnswer} writes, as the document says it. */
final class ContainerShapes {

    static Schema created() {
        return NamespaceShapes.secrets(asked(Shapes.newContainer()));
    }

    static Schema changed() {
        return NamespaceShapes.secrets(asked(Shapes.changedContainer()))
                .addProperty(
                        "redeploy",
                        Shape.anything()
                                .description("Means nothing: every change is deployed")
                                .deprecated(true));
    }

    private static ObjectShape asked(ObjectShape request) {
        return request.optional(
                        "registry_image",
                        Shape.orEmpty(Shapes.image())
                                .description("That of the container's name in the namespace's registry, unless told"))
                .optional("max_concurrency", Shapes.concurrency().deprecated(true))
                .optional(
                        "memory_limit",
                        Shape.number(ContainerFields.LEAST_MEMORY, ContainerFields.MOST_MEMORY)
                                .description("Megabytes"))
                .optional(
                        "cpu_limit",
                        Shape.number(ContainerFields.LEAST_CPU, ContainerFields.MOST_CPU)
                                .description("Thousandths of a core"))
                .optional(
                        "local_storage_limit",
                        Shape.number(ContainerFields.LEAST_STORAGE, ContainerFields.MOST_STORAGE)
                                .description("Megabytes"))
                .optional("http_option", Shapes.choice("http_option", ContainerBody.HTTP_OPTIONS.keySet()))
                .optional("health_check", Shapes.probe().schema());
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("namespace_id", Shape.id())
                .with("status", NamespaceShapes.status())
                .with("environment_variables", Shape.map(Shape.text()))
                .with("min_scale", Shape.count())
                .with("max_scale", Shape.count())
                .with("memory_limit", Shape.count())
                .with("cpu_limit", Shape.count())
                .with("timeout", Shapes.duration())
                .withNullable("error_message", Shape.text())
                .with("privacy", Shapes.privacy())
                .with("description", Shape.text())
                .with("registry_image", Shape.text())
                .with("max_concurrency", Shape.count())
                .with("domain_name", Shape.text())
                .with("protocol", Shapes.protocol())
                .with("port", Shape.count())
                .with("secret_environment_variables", NamespaceShapes.hashes())
                .with("http_option", Shape.word("enabled", "redirected"))
                .with("sandbox", Shape.text())
                .with("local_storage_limit", Shape.count())
                .with("scaling_option", Shapes.shownScaling())
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .withNullable("ready_at", Shape.time())
                .withNullable("health_check", Shapes.shownProbe().schema())
                .with("tags", Shape.list(Shape.text()))
                .withNullable("private_network_id", Shape.id())
                .with("command", Shape.list(Shape.text()))
                .with("args", Shape.list(Shape.text()))
                .with("region", Shape.text())
                .schema();
    }

    private ContainerShapes() {}
}
