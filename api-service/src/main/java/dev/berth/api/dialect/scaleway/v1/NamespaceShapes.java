package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.containers.Shapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link NamespaceBody} reads and {@link NamespaceAnswer} writes, as the document says it. */
final class NamespaceShapes {

    static Schema created() {
        return secrets(Shapes.newNamespace());
    }

    static Schema changed() {
        return secrets(Shapes.changedNamespace());
    }

    /** In an object secret variables are told of all together. */
    static Schema secrets(ObjectShape request) {
        return request.optional(
                        "secret_environment_variables",
                        Shapes.variables(Shape.orNull(Shapes.variable()))
                                .description("All that there shall be; one without a value stays as it is"))
                .schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("organization_id", Shape.id())
                .with("project_id", Shape.id())
                .with("description", Shape.text())
                .with("status", status())
                .with("environment_variables", Shape.map(Shape.text()))
                .with("secret_environment_variables", hashes())
                .with("tags", Shape.list(Shape.text()))
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .with("region", Shape.text())
                .with("srn", Shape.text())
                .schema();
    }

    static Schema status() {
        return Shape.word("creating", "updating", "ready", "error", "deleting");
    }

    static Schema hashes() {
        return Shape.map(Shape.text()).description("Argon2id hashes of the values");
    }

    private NamespaceShapes() {}
}
