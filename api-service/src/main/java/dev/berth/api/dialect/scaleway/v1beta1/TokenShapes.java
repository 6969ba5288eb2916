package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.openapi.Described.inQuery;
import static dev.berth.api.openapi.Shape.orEmpty;

import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What {@link TokenBody} reads and {@link TokenAnswer} writes, as the document says it. */
final class TokenShapes {

    static Schema created() {
        return ObjectShape.empty()
                .optional("container_id", orEmpty(Shape.id()))
                .optional("namespace_id", orEmpty(Shape.id()))
                .optional("description", Shape.text(TokenBody.LONGEST_DESCRIPTION))
                .optional("expires_at", orEmpty(Shape.time()).description("Never, unless told"))
                .schema()
                .description("Exactly one of container_id and namespace_id");
    }

    /** The same in a query, where it has other names too. */
    static List<Parameter> inQueryToo() {
        return List.of(
                inQuery("container_id", "The container that it opens", Shape.id()),
                inQuery("function_id", "The same, as older clients call it", Shape.id()),
                inQuery("namespace_id", "The namespace of which it opens all containers", Shape.id()),
                inQuery("expires_at", "Until when; for ever, unless told", Shape.time()),
                inQuery("expiration_date", "The same, as older clients call it", Shape.time()));
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("token", Shape.text().description("In clear in the answer to its creation only"))
                .maybe("container_id", Shape.id())
                .maybe("namespace_id", Shape.id())
                .with("public_key", Shape.text().deprecated(true))
                .with("status", Shape.word("creating", "ready", "deleting"))
                .withNullable("expires_at", Shape.time())
                .with("description", Shape.text())
                .schema();
    }

    private TokenShapes() {}
}
