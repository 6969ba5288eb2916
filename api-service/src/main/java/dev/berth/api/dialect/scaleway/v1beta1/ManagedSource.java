package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A queue or a subject of the platform's own, which only this version knows: the trigger keeps as attributes where it is.
 *
 * @param type the word for this kind of source
 * @param project whose it is; "" for the trigger's own project
 */
record ManagedSource(String type, String project, String region, String account) {

    static final String SQS = "scw_sqs";
    static final String NATS = "scw_nats";

    private static final String TYPE_KEY = "scaleway.input_type";
    private static final String PROJECT_KEY = "scaleway.mnq_project_id";
    private static final String REGION_KEY = "scaleway.mnq_region";
    private static final String ACCOUNT_KEY = "scaleway.mnq_nats_account_id";

    static ManagedSource read(Fields config, String type, String region) {
        return new ManagedSource(
                type,
                config.text("mnq_project_id").orElse(""),
                config.text("mnq_region", TriggerFields.LONGEST_REGION)
                        .filter(given -> !given.isEmpty())
                        .orElse(region),
                config.text("mnq_nats_account_id").orElse(""));
    }

    /** What a trigger keeps of it. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(TYPE_KEY, type);
        attributes.put(PROJECT_KEY, project);
        attributes.put(REGION_KEY, region);
        attributes.put(ACCOUNT_KEY, account);
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    /** What a trigger has kept, unless it has got credentials of its own since, and with them another source. */
    static Optional<ManagedSource> of(TriggerSpec trigger) {
        Map<String, String> attributes = trigger.attributes();
        return Optional.ofNullable(attributes.get(TYPE_KEY))
                .filter(_ -> !hasCredential(trigger.source()))
                .map(type -> new ManagedSource(
                        type,
                        attributes.getOrDefault(PROJECT_KEY, ""),
                        attributes.getOrDefault(REGION_KEY, ""),
                        attributes.getOrDefault(ACCOUNT_KEY, "")));
    }

    private static boolean hasCredential(Source source) {
        return switch (source) {
            case Source.Sqs sqs -> sqs.secretAccessKey().isPresent();
            case Source.Nats nats -> nats.credentials().isPresent();
            case Source.Cron _ -> false;
        };
    }
}
