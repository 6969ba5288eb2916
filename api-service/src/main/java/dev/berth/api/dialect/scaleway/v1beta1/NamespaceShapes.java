package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.scaleway.containers.Shapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link NamespaceResource} reads and writes, as the document says it. */
final class NamespaceShapes {

    static Schema created() {
        return secrets(Shapes.newNamespace())
                .addProperty(
                        "activate_vpc_integration",
                        Shape.anything().description("Means nothing here").deprecated(true));
    }

    static Schema changed() {
        return secrets(Shapes.changedNamespace());
    }

    /** In an array secret variables are told of one by one. */
    static Schema secrets(ObjectShape request) {
        return request.optional(
                        "secret_environment_variables",
                        Shapes.secretArray().description("Those that change; one without a value goes"))
                .schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("environment_variables", Shape.map(Shape.text()))
                .with("organization_id", Shape.id())
                .with("project_id", Shape.id())
                .with("status", status())
                .with("registry_namespace_id", Shape.text())
                .withNullable("error_message", Shape.text())
                .with("registry_endpoint", Shape.text())
                .with("description", Shape.text())
                .with("secret_environment_variables", hashes())
                .with("tags", Shape.list(Shape.text()))
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .with("vpc_integration_activated", Shape.flag())
                .with("region", Shape.text())
                .schema();
    }

    static Schema status() {
        return Shape.word("pending", "ready", "error", "deleting");
    }

    static Schema hashes() {
        return Shape.list(ObjectShape.empty()
                .with("key", Shape.text())
                .with("hashed_value", Shape.text().description("Argon2id"))
                .schema());
    }

    private NamespaceShapes() {}
}
