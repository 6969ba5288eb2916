package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.credential;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.description;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.endpoint;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.filled;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.key;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.name;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.oneSource;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.queueUrl;
import static dev.berth.api.dialect.scaleway.triggers.TriggerShapes.subject;

import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.openapi.ObjectShape;
import dev.berth.api.openapi.Shape;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What {@link TriggerBody} reads and {@link TriggerAnswer} writes, as the document says it. */
final class TriggerShapes {

    static Schema created() {
        ObjectShape request = ObjectShape.empty()
                .with("container_id", Shape.id())
                .with("name", name())
                .optional("description", description())
                .optional(NewSource.PLATFORM_QUEUE, platforms("queue", filled(NewSource.LONGEST_QUEUE)))
                .optional(
                        NewSource.PLATFORM_SUBJECT,
                        platforms("subject", subject()).addProperty("mnq_nats_account_id", Shape.orNull(Shape.text())))
                .optional(
                        NewSource.OWN_QUEUE,
                        ObjectShape.empty()
                                .optional("endpoint", endpoint())
                                .with("queue_url", queueUrl())
                                .with("access_key", key())
                                .with("secret_key", credential())
                                .schema());
        return oneSource(
                request.schema(), List.of(NewSource.PLATFORM_QUEUE, NewSource.PLATFORM_SUBJECT, NewSource.OWN_QUEUE));
    }

    private static Schema platforms(String member, Schema shape) {
        return ObjectShape.empty()
                .with(member, shape)
                .optional("mnq_project_id", Shape.text())
                .optional("mnq_region", Shape.text(TriggerFields.LONGEST_REGION))
                .schema();
    }

    static Schema changed() {
        return ObjectShape.empty()
                .optional("name", name())
                .optional("description", description())
                .optional(
                        NewSource.OWN_QUEUE,
                        ObjectShape.empty()
                                .optional("access_key", key())
                                .optional("secret_key", credential())
                                .schema())
                .schema();
    }

    static Schema shown() {
        return ObjectShape.empty()
                .with("id", Shape.id())
                .with("name", Shape.text())
                .with("description", Shape.text())
                .with("input_type", Shape.word("unknown_input_type", "sqs", "scw_sqs", "nats", "scw_nats"))
                .with("status", NamespaceShapes.status())
                .withNullable("error_message", Shape.text())
                .with("container_id", Shape.id())
                .maybe(NewSource.PLATFORM_QUEUE, shownPlatforms("queue").schema())
                .maybe(
                        NewSource.PLATFORM_SUBJECT,
                        shownPlatforms("subject")
                                .with("mnq_nats_account_id", Shape.text())
                                .schema())
                .maybe(
                        NewSource.OWN_QUEUE,
                        ObjectShape.empty()
                                .with("endpoint", Shape.text())
                                .with("queue_url", Shape.text())
                                .with("access_key", Shape.text())
                                .with("secret_key", Shape.text().description("Never shown"))
                                .schema())
                .schema();
    }

    private static ObjectShape shownPlatforms(String member) {
        return ObjectShape.empty()
                .with(member, Shape.text())
                .with("mnq_project_id", Shape.text())
                .with("mnq_region", Shape.text())
                .withNullable("mnq_credential_id", Shape.id());
    }

    private TriggerShapes() {}
}
