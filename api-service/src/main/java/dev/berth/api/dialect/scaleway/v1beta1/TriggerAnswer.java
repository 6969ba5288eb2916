package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.scaleway.triggers.TriggerShown;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import java.util.Optional;

/** A trigger as this version shows it; what its source is read with is never shown. */
final class TriggerAnswer {

    /** The fields in the order in which the real service sends them. */
    static ObjectNode json(TriggerShown trigger) {
        TriggerSpec spec = trigger.spec();
        Optional<ManagedSource> managed = ManagedSource.of(spec);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", trigger.id().toString());
        json.put("name", spec.name());
        json.put("description", spec.description());
        json.put("input_type", managed.map(ManagedSource::type).orElseGet(() -> inputType(spec.source())));
        json.put("status", Status.word(trigger.condition()));
        json.putNull("error_message");
        json.put("container_id", trigger.container().toString());
        switch (spec.source()) {
            case Source.Sqs sqs ->
                managed.ifPresentOrElse(
                        source -> put(json.putObject("scw_sqs_config").put("queue", sqs.queueUrl()), source, trigger),
                        () -> json.putObject("sqs_config")
                                .put("endpoint", sqs.endpoint())
                                .put("queue_url", sqs.queueUrl())
                                .put("access_key", sqs.accessKeyId())
                                .put("secret_key", ""));
            case Source.Nats nats ->
                managed.ifPresent(source -> put(
                        json.putObject("scw_nats_config")
                                .put("subject", nats.subject())
                                .put("mnq_nats_account_id", source.account()),
                        source,
                        trigger));
            case Source.Cron _ -> {} // has a word for itself: cron
        }
        return json;
    }

    private static String inputType(Source source) {
        return switch (source) {
            case Source.Sqs _ -> "sqs";
            case Source.Nats _ -> "nats";
            case Source.Cron _ -> "unknown_input_type";
        };
    }

    private static void put(ObjectNode config, ManagedSource source, TriggerShown trigger) {
        String project = source.project().isEmpty() ? trigger.project().toString() : source.project();
        config.put("mnq_project_id", project).put("mnq_region", source.region()).putNull("mnq_credential_id");
    }

    private TriggerAnswer() {}
}
