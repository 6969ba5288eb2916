package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the calls of a new trigger come from, as a request asks for it.
 *
 * @param credential what the source is read with, where it is not the platform's own
 * @param draft makes the source around its sealed credential
 * @param attributes what only this version knows of it
 */
record NewSource(Optional<Plaintext> credential, Draft draft, Map<String, String> attributes) {

    static final String OWN_QUEUE = "sqs_config";
    static final String PLATFORM_QUEUE = "scw_sqs_config";
    static final String PLATFORM_SUBJECT = "scw_nats_config";

    static final int LONGEST_QUEUE = 100;

    /** A pure function; it may be called again. */
    @FunctionalInterface
    interface Draft {
        Source with(Optional<Secret> credential);
    }

    /** What the request says; empty when it cannot be a source, which is then noted. */
    static Optional<NewSource> read(Fields fields, String region) {
        return TriggerFields.source(fields, List.of(PLATFORM_QUEUE, PLATFORM_SUBJECT, OWN_QUEUE))
                .flatMap(_ -> fields.object(PLATFORM_QUEUE)
                        .map(config -> platformQueue(config, region))
                        .or(() -> fields.object(PLATFORM_SUBJECT).map(config -> platformSubject(config, region)))
                        .or(() -> fields.object(OWN_QUEUE).map(config -> ownQueue(config, region))));
    }

    private static NewSource ownQueue(Fields config, String region) {
        TriggerFields.require(config, List.of("queue_url", "access_key", "secret_key"));
        String endpoint = TriggerFields.endpoint(config).orElse("");
        String queueUrl = TriggerFields.queueUrl(config).orElse("");
        String accessKey = TriggerFields.filled(config, "access_key", TriggerFields.LONGEST_KEY)
                .orElse("");
        return new NewSource(
                TriggerFields.credential(config, "secret_key"),
                credential -> new Source.Sqs(region, endpoint, queueUrl, accessKey, credential),
                Map.of());
    }

    private static NewSource platformQueue(Fields config, String region) {
        TriggerFields.require(config, List.of("queue"));
        String queue = TriggerFields.filled(config, "queue", LONGEST_QUEUE).orElse("");
        ManagedSource managed = ManagedSource.read(config, ManagedSource.SQS, region);
        return platforms(new Source.Sqs(managed.region(), "", queue, "", Optional.empty()), managed);
    }

    private static NewSource platformSubject(Fields config, String region) {
        TriggerFields.require(config, List.of("subject"));
        String subject = TriggerFields.subject(config).orElse("");
        ManagedSource managed = ManagedSource.read(config, ManagedSource.NATS, region);
        return platforms(new Source.Nats(List.of(), subject, Optional.empty()), managed);
    }

    private static NewSource platforms(Source source, ManagedSource managed) {
        return new NewSource(Optional.empty(), _ -> source, managed.attributes());
    }
}
