package dev.berth.api.trigger;

import dev.berth.api.container.Container;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.trigger.TriggerCommand.ConfigureTrigger;
import dev.berth.api.trigger.TriggerCommand.CreateTrigger;
import dev.berth.api.trigger.TriggerCommand.DeleteTrigger;
import dev.berth.events.Kind;
import dev.berth.events.TriggerEvent;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.TriggerSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of one trigger's life. */
public final class Trigger {

    /** What is known of a trigger. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It belongs to a container, and has no configuration yet: only between two events of the same moment. */
    public record Made(TriggerCreated created) implements State {}

    /** It was configured once. */
    public sealed interface Existing extends State {
        TriggerCreated created();

        int revision();

        TriggerSpec spec();
    }

    /** It fires. */
    public record Live(TriggerCreated created, int revision, TriggerSpec spec) implements Existing {}

    /** It fires no more. */
    public record Deleted(TriggerCreated created, int revision, TriggerSpec spec) implements Existing {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<TriggerEvent> decide(State state, TriggerCommand command) {
        return switch (command) {
            case CreateTrigger create -> create(state, create);
            case ConfigureTrigger configure -> configure(live(state, configure.id()), configure.change());
            case DeleteTrigger delete -> {
                live(state, delete.id());
                yield List.of(new TriggerDeleted(delete.id()));
            }
        };
    }

    private static List<TriggerEvent> create(State state, CreateTrigger create) {
        Container.Identity container = create.container();
        TriggerCreated created = new TriggerCreated(
                create.id(), container.id(), container.namespace(), container.project(), container.organization());
        return switch (state) {
            case Absent _ -> List.of(created, new TriggerConfigured(create.id(), 1, create.spec()));
            case Live live when live.created().equals(created) -> List.of();
            case Made _, Live _, Deleted _ ->
                throw new Refused(new NameTaken(Kind.TRIGGER, create.spec().name(), Optional.of(create.id())));
        };
    }

    private static List<TriggerEvent> configure(Live live, UnaryOperator<TriggerSpec> change) {
        TriggerSpec wanted = change.apply(live.spec());
        return wanted.equals(live.spec())
                ? List.of()
                : List.of(new TriggerConfigured(live.created().id(), live.revision() + 1, wanted));
    }

    private static Live live(State state, TriggerId id) {
        return switch (state) {
            case Live live -> live;
            case Absent _, Made _, Deleted _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, TriggerEvent event) {
        return switch (event) {
            case TriggerCreated created -> new Made(created);
            case TriggerConfigured configured -> configured(state, configured);
            case TriggerDeleted _ ->
                state instanceof Live(TriggerCreated created, int revision, TriggerSpec spec)
                        ? new Deleted(created, revision, spec)
                        : state;
        };
    }

    private static State configured(State state, TriggerConfigured event) {
        return switch (state) {
            case Made(TriggerCreated created) -> new Live(created, event.revision(), event.spec());
            case Live live -> new Live(live.created(), event.revision(), event.spec());
            case Absent _, Deleted _ -> state;
        };
    }

    private Trigger() {}
}
