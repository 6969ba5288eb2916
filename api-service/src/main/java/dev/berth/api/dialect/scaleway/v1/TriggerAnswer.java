package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Json;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.dialect.scaleway.triggers.TriggerShown;
import dev.berth.api.views.TriggerView;
import dev.berth.events.Kind;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import java.util.Locale;

/** A trigger as this API shows it; what its source is read with is never shown. */
final class TriggerAnswer {

    /** The fields in the order in which the real service sends them. */
    static ObjectNode json(TriggerShown trigger, PublicAddress address, String region) {
        TriggerSpec spec = trigger.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", trigger.id().toString());
        json.put("name", spec.name());
        json.put("description", spec.description());
        json.set("tags", Json.array(spec.tags()));
        json.put("status", Status.word(trigger.condition()));
        Status.errorMessage(trigger.condition()).ifPresent(message -> json.put("error_message", message));
        json.put("container_id", trigger.container().toString());
        json.putObject("destination_config")
                .put("http_path", spec.destination().path())
                .put("http_method", spec.destination().method().name().toLowerCase(Locale.ROOT));
        json.put("source_type", sourceType(spec.source()));
        json.put("created_at", Timestamps.format(trigger.createdAt()));
        json.put("updated_at", Timestamps.format(trigger.updatedAt()));
        putSource(json, spec.source());
        json.put("region", region);
        json.put("srn", Srn.of(address.baseDomain(), region, Kind.TRIGGER, trigger.id()));
        return json;
    }

    private static String sourceType(Source source) {
        return switch (source) {
            case Source.Cron _ -> TriggerView.CRON;
            case Source.Sqs _ -> TriggerView.SQS;
            case Source.Nats _ -> TriggerView.NATS;
        };
    }

    private static void putSource(ObjectNode json, Source source) {
        switch (source) {
            case Source.Cron cron ->
                json.putObject("cron_config")
                        .put("schedule", cron.schedule())
                        .put("timezone", cron.timezone())
                        .put("body", cron.body())
                        .set("headers", Json.object(cron.headers()));
            case Source.Sqs sqs ->
                json.putObject("sqs_config")
                        .put("region", sqs.region())
                        .put("endpoint", sqs.endpoint())
                        .put("queue_url", sqs.queueUrl())
                        .put("access_key_id", sqs.accessKeyId());
            case Source.Nats nats ->
                json.putObject("nats_config")
                        .<ObjectNode>set("server_urls", Json.array(nats.serverUrls()))
                        .put("subject", nats.subject());
        }
    }

    private TriggerAnswer() {}
}
