package dev.berth.api.dialect.scaleway.v1;

import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request says of where a trigger's calls come from; empty where it says nothing. */
sealed interface SourceBody {

    /** Of a schedule. */
    record Cron(
            Optional<String> schedule,
            Optional<String> timezone,
            Optional<String> body,
            Optional<Map<String, String>> headers)
            implements SourceBody {

        private Source over(Source.Cron base) {
            return new Source.Cron(
                    schedule.orElse(base.schedule()),
                    timezone.orElse(base.timezone()),
                    body.orElse(base.body()),
                    headers.orElse(base.headers()));
        }
    }

    /** Of a queue. */
    record Sqs(
            Optional<String> region,
            Optional<String> endpoint,
            Optional<String> queueUrl,
            Optional<String> accessKeyId,
            Optional<Plaintext> credential)
            implements SourceBody {

        private Source over(Source.Sqs base, Optional<Secret> sealed) {
            return new Source.Sqs(
                    region.orElse(base.region()),
                    endpoint.orElse(base.endpoint()),
                    queueUrl.orElse(base.queueUrl()),
                    accessKeyId.orElse(base.accessKeyId()),
                    sealed.or(base::secretAccessKey));
        }
    }

    /** Of a subject. */
    record Nats(Optional<List<String>> serverUrls, Optional<String> subject, Optional<Plaintext> credential)
            implements SourceBody {

        private Source over(Source.Nats base, Optional<Secret> sealed) {
            return new Source.Nats(
                    serverUrls.orElse(base.serverUrls()), subject.orElse(base.subject()), sealed.or(base::credentials));
        }
    }

    /** What the source is read with. */
    default Optional<Plaintext> credential() {
        return Optional.empty();
    }

    /** The source of a new trigger. */
    default Source created(Optional<Secret> sealed) {
        return switch (this) {
            case Cron cron -> cron.over(new Source.Cron("", "UTC", "", Map.of()));
            case Sqs sqs -> sqs.over(new Source.Sqs("", "", "", "", Optional.empty()), sealed);
            case Nats nats -> nats.over(new Source.Nats(List.of(), "", Optional.empty()), sealed);
        };
    }

    /** The source after a change; refused when it is of another kind. */
    default Source over(Source present, Optional<Secret> sealed) {
        return switch (this) {
            case Cron cron when present instanceof Source.Cron base -> cron.over(base);
            case Sqs sqs when present instanceof Source.Sqs base -> sqs.over(base, sealed);
            case Nats nats when present instanceof Source.Nats base -> nats.over(base, sealed);
            case Cron _ -> throw TriggerFields.anotherSource(SourceForm.CRON.field());
            case Sqs _ -> throw TriggerFields.anotherSource(SourceForm.SQS.field());
            case Nats _ -> throw TriggerFields.anotherSource(SourceForm.NATS.field());
        };
    }
}
