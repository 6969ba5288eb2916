package dev.berth.api.trigger;

import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.secrets.Plaintext;
import dev.berth.api.secrets.Sealing;
import dev.berth.api.secrets.SecretBox;
import dev.berth.api.trigger.TriggerCommand.ConfigureTrigger;
import dev.berth.api.trigger.TriggerCommand.CreateTrigger;
import dev.berth.api.trigger.TriggerCommand.DeleteTrigger;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerEvent;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Changes triggers. */
@ApplicationScoped
public class Triggers {

    private final CommandHandler<Trigger.State, TriggerCommand, TriggerEvent> handler;
    private final Containers containers;
    private final SecretBox box;

    public Triggers(CommandShell shell, Containers containers, SecretBox box) {
        this.handler = shell.handler(new TriggerAggregate());
        this.containers = containers;
        this.box = box;
    }

    /** Makes a trigger for a container. */
    public Uni<Outcome<Trigger.Existing>> create(Request request, NewTrigger wanted) {
        Sealing sealing = sealing(wanted.id(), wanted.credential());
        return handler.create(
                        request,
                        wanted.id(),
                        "create",
                        freshness -> containers.place(wanted.container(), freshness),
                        container -> command(wanted, Containers.live(container, wanted.container()), sealing))
                .map(outcome -> outcome.as(Trigger.Existing.class));
    }

    private static Uni<TriggerCommand> command(NewTrigger wanted, Container.Identity container, Sealing sealing) {
        return sealed(wanted.id(), container.project(), sealing)
                .map(credential ->
                        new CreateTrigger(wanted.id(), container, wanted.draft().with(credential)));
    }

    /** Lets it work in another way. */
    public Uni<Outcome<Trigger.Existing>> configure(Request request, TriggerId id, TriggerChange change) {
        Sealing sealing = sealing(id, change.credential());
        return handler.change(
                        request,
                        id,
                        "configure",
                        state -> sealed(id, state, sealing)
                                .map(credential -> new ConfigureTrigger(
                                        id, spec -> change.change().apply(spec, credential))))
                .map(outcome -> outcome.as(Trigger.Existing.class));
    }

    private static Uni<Optional<Secret>> sealed(TriggerId id, Trigger.State state, Sealing sealing) {
        return switch (state) {
            case Trigger.Existing existing -> sealed(id, existing.created().project(), sealing);
            case Trigger.Absent _, Trigger.Made _ -> Uni.createFrom().item(Optional.empty());
        };
    }

    /** Lets it fire no more. */
    public Uni<Outcome<Trigger.Existing>> delete(Request request, TriggerId id) {
        return handler.change(request, id, "delete", _ -> Uni.createFrom().item(new DeleteTrigger(id)))
                .map(outcome -> outcome.as(Trigger.Existing.class));
    }

    private Sealing sealing(TriggerId id, Optional<Plaintext> credential) {
        return box.sealing(credential.map(value -> Map.of(name(id), value)).orElse(Map.of()));
    }

    private static Uni<Optional<Secret>> sealed(TriggerId id, ProjectId project, Sealing sealing) {
        return sealing.in(project, Map.of()).map(secrets -> Optional.ofNullable(secrets.get(name(id))));
    }

    /** What the credential is sealed under, as the name of a variable is for its value. */
    private static String name(TriggerId id) {
        return id.stream().toString();
    }
}
