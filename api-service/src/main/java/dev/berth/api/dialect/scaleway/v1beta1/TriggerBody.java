package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;

import dev.berth.api.NewId;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.dialect.scaleway.triggers.TriggerPatch;
import dev.berth.api.refusal.Refused;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.TriggerChange;
import dev.berth.events.ContainerId;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.events.spec.TriggerSpec.Destination;
import java.util.List;
import java.util.Optional;

/** Reads what a client sends of a trigger. */
final class TriggerBody {

    /** A new trigger as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewTrigger create(Fields fields, String region) {
        Optional<ContainerId> container = TriggerFields.container(fields);
        String name = TriggerFields.name(fields);
        String description = TriggerFields.description(fields).orElse("");
        Optional<NewSource> source = NewSource.read(fields, region);
        fields.check();
        NewSource given = source.orElseThrow();
        return new NewTrigger(
                new TriggerId(NewId.next()),
                container.orElseThrow(),
                given.credential(),
                credential -> new TriggerSpec(
                        name,
                        description,
                        List.of(),
                        Destination.DEFAULT,
                        given.draft().with(credential),
                        given.attributes()));
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static TriggerPatch patch(Fields fields) {
        Optional<String> name = TriggerFields.anotherName(fields);
        Optional<String> description = TriggerFields.description(fields);
        Optional<Fields> config = fields.object(NewSource.OWN_QUEUE);
        Optional<String> accessKey =
                config.flatMap(sqs -> TriggerFields.filled(sqs, "access_key", TriggerFields.LONGEST_KEY));
        Optional<Plaintext> secretKey = config.flatMap(sqs -> TriggerFields.credential(sqs, "secret_key"));
        for (String other : List.of(NewSource.PLATFORM_QUEUE, NewSource.PLATFORM_SUBJECT)) {
            if (fields.has(other)) {
                fields.refuse(other, CONSTRAINT, "a trigger keeps its source; make another trigger");
            }
        }
        fields.check();
        return new TriggerPatch(
                new TriggerChange(
                        secretKey,
                        (present, credential) -> new TriggerSpec(
                                name.orElse(present.name()),
                                description.orElse(present.description()),
                                present.tags(),
                                present.destination(),
                                accessKey.isPresent() || secretKey.isPresent()
                                        ? withKeys(present, accessKey, credential)
                                        : present.source(),
                                present.attributes())),
                false);
    }

    private static Source withKeys(TriggerSpec present, Optional<String> accessKey, Optional<Secret> secretKey) {
        if (present.source() instanceof Source.Sqs sqs
                && ManagedSource.of(present).isEmpty()) {
            return new Source.Sqs(
                    sqs.region(),
                    sqs.endpoint(),
                    sqs.queueUrl(),
                    accessKey.orElse(sqs.accessKeyId()),
                    secretKey.or(sqs::secretAccessKey));
        }
        throw TriggerFields.anotherSource(NewSource.OWN_QUEUE);
    }

    private TriggerBody() {}
}
