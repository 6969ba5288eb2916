package dev.berth.api.dialect.scaleway.v1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;

import dev.berth.api.NewId;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.dialect.scaleway.triggers.TriggerFields;
import dev.berth.api.dialect.scaleway.triggers.TriggerPatch;
import dev.berth.api.refusal.Refused;
import dev.berth.api.trigger.NewTrigger;
import dev.berth.api.trigger.TriggerChange;
import dev.berth.events.ContainerId;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.TriggerSpec;
import dev.berth.events.spec.TriggerSpec.Destination;
import dev.berth.events.spec.TriggerSpec.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request says of a trigger; empty where it says nothing. */
record TriggerBody(
        Optional<String> name,
        Optional<String> description,
        Optional<List<String>> tags,
        Optional<String> path,
        Optional<Method> method,
        Optional<SourceBody> source) {

    static final Map<String, Method> METHODS = Map.of(
            "get", Method.GET, "post", Method.POST, "put", Method.PUT, "patch", Method.PATCH, "delete", Method.DELETE);

    static final int LONGEST_PATH = 255;
    /** A path goes into a request line, so nothing that would end or split it may be in it. */
    static final Pattern PATH = Pattern.compile("/[!-~]*");

    /** A new trigger as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static NewTrigger create(Fields fields) {
        Optional<ContainerId> container = TriggerFields.container(fields);
        String name = TriggerFields.name(fields);
        Optional<SourceBody> source = SourceForm.whole(fields);
        TriggerBody body = read(fields, Optional.of(name), source);
        fields.check();
        return new NewTrigger(
                new TriggerId(NewId.next()),
                container.orElseThrow(),
                source.flatMap(SourceBody::credential),
                body::created);
    }

    /** A change as a request asks for it. Throws {@link Refused} with all that is wrong. */
    static TriggerPatch patch(Fields fields) {
        TriggerBody body = read(fields, TriggerFields.anotherName(fields), SourceForm.partial(fields));
        fields.check();
        return new TriggerPatch(
                new TriggerChange(body.source.flatMap(SourceBody::credential), body::over), body.onlyNames());
    }

    private static TriggerBody read(Fields fields, Optional<String> name, Optional<SourceBody> source) {
        Optional<Fields> destination = fields.object("destination_config");
        return new TriggerBody(
                name,
                TriggerFields.description(fields),
                fields.texts("tags"),
                destination.flatMap(TriggerBody::path),
                destination.flatMap(object -> Words.choice(object, "http_method", METHODS)),
                source);
    }

    private static Optional<String> path(Fields destination) {
        Optional<String> path = destination.text("http_path", LONGEST_PATH);
        if (path.isPresent() && !PATH.matcher(path.get()).matches()) {
            destination.refuse(
                    "http_path", CONSTRAINT, "must begin with / and hold neither spaces nor control characters");
        }
        return path;
    }

    private boolean onlyNames() {
        return description.isEmpty() && tags.isEmpty() && path.isEmpty() && method.isEmpty() && source.isEmpty();
    }

    private TriggerSpec created(Optional<Secret> credential) {
        return new TriggerSpec(
                name.orElseThrow(),
                description.orElse(""),
                tags.orElse(List.of()),
                destination(Destination.DEFAULT),
                source.orElseThrow().created(credential),
                Map.of());
    }

    private TriggerSpec over(TriggerSpec present, Optional<Secret> credential) {
        return new TriggerSpec(
                name.orElse(present.name()),
                description.orElse(present.description()),
                tags.orElse(present.tags()),
                destination(present.destination()),
                source.map(given -> given.over(present.source(), credential)).orElse(present.source()),
                present.attributes());
    }

    private Destination destination(Destination base) {
        return new Destination(path.orElse(base.path()), method.orElse(base.method()));
    }
}
