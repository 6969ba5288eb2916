package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.dialect.scaleway.triggers.TriggerShapes;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link SourceForm} reads of a trigger's source and {@link TriggerAnswer} writes, as the document says it. */
final class SourceShapes {

    /** One object for each kind of source. */
    static ObjectShape in(ObjectShape request, boolean whole) {
        Stream.of(SourceForm.values()).forEach(form -> request.optional(form.field(), asked(form, whole)));
        return request;
    }

    private static Schema asked(SourceForm form, boolean whole) {
        ObjectShape object = ObjectShape.empty();
        members(form).forEach((name, shape) -> {
            if (whole && form.needed().contains(name)) {
                object.with(name, shape);
            } else {
                object.optional(name, shape);
            }
        });
        return object.schema();
    }

    private static Map<String, Schema> members(SourceForm form) {
        return new TreeMap<>(
                switch (form) {
                    case CRON ->
                        Map.of(
                                "schedule",
                                TriggerShapes.schedule(),
                                "timezone",
                                Shape.text().description("Of the time zone database; UTC unless told"),
                                "body",
                                Shape.text(TriggerFields.LONGEST_BODY),
                                "headers",
                                Shape.map(Shape.text(SourceForm.HEADER_VALUE))
                                        .propertyNames(Shape.text(SourceForm.HEADER)));
                    case SQS ->
                        Map.of(
                                "region", TriggerShapes.filled(TriggerFields.LONGEST_REGION),
                                "endpoint", TriggerShapes.endpoint(),
                                "queue_url", TriggerShapes.queueUrl(),
                                "access_key_id", TriggerShapes.key(),
                                "secret_access_key", TriggerShapes.credential());
                    case NATS ->
                        Map.of(
                                "server_urls", servers(),
                                "subject", TriggerShapes.subject(),
                                "credentials_file_content", TriggerShapes.credential());
                });
    }

    private static Schema servers() {
        return Shape.list(Shape.text(SourceForm.SERVER)).minItems(1).maxItems(SourceForm.MOST_SERVERS);
    }

    /** One of these, whichever the source is. */
    static ObjectShape shownIn(ObjectShape answer) {
        return answer.maybe(
                        "cron_config",
                        ObjectShape.empty()
                                .with("schedule", Shape.text())
                                .with("timezone", Shape.text())
                                .with("body", Shape.text())
                                .with("headers", Shape.map(Shape.text()))
                                .schema())
                .maybe(
                        "sqs_config",
                        ObjectShape.empty()
                                .with("region", Shape.text())
                                .with("endpoint", Shape.text())
                                .with("queue_url", Shape.text())
                                .with("access_key_id", Shape.text())
                                .schema())
                .maybe(
                        "nats_config",
                        ObjectShape.empty()
                                .with("server_urls", Shape.list(Shape.text()))
                                .with("subject", Shape.text())
                                .schema());
    }

    private SourceShapes() {}
}
