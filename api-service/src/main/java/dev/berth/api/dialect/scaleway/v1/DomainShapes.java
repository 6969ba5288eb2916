package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.DomainDesk;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What is read of domains and {@link DomainAnswer} writes, as the document says it. */
final class DomainShapes {

    static Schema created() {
        return tagged(DomainDesk.newDomain());
    }

    static Schema changed() {
        return tagged(ObjectShape.empty());
    }

    private static Schema tagged(ObjectShape request) {
        return request.optional("tags", Shape.list(Shape.text())).schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("hostname", Shape.text())
                .with("container_id", Shape.id())
                .with("status", NamespaceShapes.status())
                .maybe("error_message", Shape.text())
                .with("created_at", Shape.time())
                .with("updated_at", Shape.time())
                .with("tags", Shape.list(Shape.text()))
                .with("region", Shape.text())
                .with("srn", Shape.text())
                .schema();
    }

    private DomainShapes() {}
}
