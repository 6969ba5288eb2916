package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link DomainAnswer} writes, as the document says it. */
final class DomainShapes {

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("hostname", Shape.text())
                .with("container_id", Shape.id())
                .with("url", Shape.text().description("Where it answers; empty before it does"))
                .with("status", NamespaceShapes.status())
                .withNullable("error_message", Shape.text())
                .schema();
    }

    private DomainShapes() {}
}
