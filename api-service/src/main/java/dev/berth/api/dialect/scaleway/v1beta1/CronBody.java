package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;

import dev.berth.api.NewId;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.dialect.scaleway.triggers.TriggerPatch;
import dev.berth.api.refusal.Refused;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.TriggerChange;
import dev.berth.api.views.TriggerView;
import dev.berth.events.ContainerId;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.events.spec.TriggerSpec.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a request says of a cron; empty where it says nothing. */
record CronBody(Optional<String> schedule, Optional<String> args, Optional<String> name) {

    static final int LONGEST_NAME = 255;
    private static final String TIMEZONE = "UTC";

    /** A new cron as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewTrigger create(Fields fields) {
        Optional<ContainerId> container = TriggerFields.container(fields);
        TriggerFields.require(fields, List.of("schedule"));
        CronBody body = read(fields);
        fields.check();
        TriggerId id = new TriggerId(NewId.next());
        return new NewTrigger(id, container.orElseThrow(), Optional.empty(), _ -> body.created(id));
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static TriggerPatch patch(Fields fields, TriggerView present) {
        CronBody body = read(fields);
        Optional<UUID> container = Words.id(fields, "container_id");
        if (container.isPresent() && !container.get().equals(present.container().value())) {
            fields.refuse("container_id", CONSTRAINT, "a cron keeps its container; make another cron");
        }
        fields.check();
        return new TriggerPatch(new TriggerChange(Optional.empty(), (spec, _) -> body.over(spec)), false);
    }

    /** An empty name is none. */
    private static CronBody read(Fields fields) {
        return new CronBody(
                TriggerFields.schedule(fields),
                CronArgs.text(fields),
                fields.text("name", LONGEST_NAME).filter(name -> !name.isEmpty()));
    }

    private TriggerSpec created(TriggerId id) {
        return new TriggerSpec(
                name.orElse("cron-" + id),
                "",
                List.of(),
                Destination.DEFAULT,
                new Source.Cron(schedule.orElseThrow(), TIMEZONE, args.orElse("{}"), Map.of()),
                Map.of());
    }

    private TriggerSpec over(TriggerSpec present) {
        return new TriggerSpec(
                name.orElse(present.name()),
                present.description(),
                present.tags(),
                present.destination(),
                source(present.source()),
                present.attributes());
    }

    private Source source(Source present) {
        return switch (present) {
            case Source.Cron(String before, String timezone, String body, Map<String, String> headers) ->
                new Source.Cron(schedule.orElse(before), timezone, args.orElse(body), headers);
            case Source.Sqs _, Source.Nats _ -> present;
        };
    }
}
