package dev.berth.api.trigger;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.Attachments;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.events.Kind;
import dev.berth.events.TriggerEvent;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import java.util.List;
import java.util.Optional;

/** Triggers, as the shell sees them. */
final class TriggerAggregate implements Aggregate<Trigger.State, TriggerCommand, TriggerEvent> {

    @Override
    public Kind kind() {
        return Kind.TRIGGER;
    }

    @Override
    public Class<TriggerEvent> events() {
        return TriggerEvent.class;
    }

    @Override
    public Trigger.State initial() {
        return Trigger.INITIAL;
    }

    @Override
    public List<TriggerEvent> decide(Trigger.State state, TriggerCommand command) {
        return Trigger.decide(state, command);
    }

    @Override
    public Trigger.State evolve(Trigger.State state, TriggerEvent event) {
        return Trigger.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Trigger.State state) {
        return created(state)
                .map(created -> new Tenant(
                        created.organization(), Optional.of(created.project()), Optional.of(created.namespace())));
    }

    private static Optional<TriggerCreated> created(Trigger.State state) {
        return switch (state) {
            case Trigger.Absent _ -> Optional.empty();
            case Trigger.Made(TriggerCreated created) -> Optional.of(created);
            case Trigger.Existing existing -> Optional.of(existing.created());
        };
    }

    @Override
    public NameChange names(Trigger.State before, TriggerEvent event) {
        return switch (event) {
            case TriggerCreated created -> NameChange.claim(List.of(Attachments.of(created.container(), created.id())));
            case TriggerDeleted deleted ->
                NameChange.free(created(before).stream()
                        .map(created -> Attachments.of(created.container(), deleted.id()))
                        .toList());
            case TriggerConfigured _ -> NameChange.NONE;
        };
    }
}
