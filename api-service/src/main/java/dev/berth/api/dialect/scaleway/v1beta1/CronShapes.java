package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.schedule;

import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link CronBody} reads and {@link CronResource} writes, as the document says it. */
final class CronShapes {

    static Schema created() {
        return asked(ObjectShape.empty().with("container_id", Shape.id()).with("schedule", schedule()));
    }

    static Schema changed() {
        return asked(ObjectShape.empty()
                .optional("container_id", Shape.orEmpty(Shape.id()).description("A cron keeps its container"))
                .optional("schedule", schedule()));
    }

    private static Schema asked(ObjectShape request) {
        return request.optional("args", ObjectShape.empty().schema().description("What it sends"))
                .optional("name", Shape.text(CronBody.LONGEST_NAME))
                .schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("container_id", Shape.id())
                .with("schedule", Shape.text())
                .with("args", ObjectShape.empty().schema())
                .with("status", NamespaceShapes.status())
                .with("name", Shape.text())
                .schema();
    }

    private CronShapes() {}
}
