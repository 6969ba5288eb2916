package dev.berth.api.domain;

import dev.berth.api.container.Container;
import dev.berth.api.domain.DomainCommand.AttachDomain;
import dev.berth.api.domain.DomainCommand.DetachDomain;
import dev.berth.api.domain.DomainCommand.TagDomain;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.DomainId;
import dev.berth.events.Kind;
import java.util.List;
import java.util.Optional;

/** The rules of one domain's life. */
public final class Domain {

    /** What is known of a domain. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It was attached once. */
    public sealed interface Existing extends State {
        DomainAttached attached();

        List<String> tags();
    }

    /** It leads to its container. */
    public record Attached(DomainAttached attached, List<String> tags) implements Existing {}

    /** It leads nowhere. */
    public record Detached(DomainAttached attached, List<String> tags) implements Existing {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<DomainEvent> decide(State state, DomainCommand command) {
        return switch (command) {
            case AttachDomain attach -> attach(state, attach);
            case TagDomain tag -> tag(state, tag);
            case DetachDomain detach -> detach(state, detach.id());
        };
    }

    private static List<DomainEvent> attach(State state, AttachDomain attach) {
        Container.Identity container = attach.container();
        DomainAttached attached = new DomainAttached(
                attach.id(),
                container.id(),
                container.namespace(),
                container.project(),
                container.organization(),
                attach.hostname(),
                attach.tags());
        return switch (state) {
            case Absent _ -> List.of(attached);
            case Attached known when known.attached().equals(attached) -> List.of();
            case Attached _, Detached _ ->
                throw new Refused(new NameTaken(Kind.DOMAIN, attach.hostname(), Optional.of(attach.id())));
        };
    }

    private static List<DomainEvent> tag(State state, TagDomain tag) {
        return switch (state) {
            case Attached attached when attached.tags().equals(tag.tags()) -> List.of();
            case Attached _ -> List.of(new DomainTagged(tag.id(), tag.tags()));
            case Absent _, Detached _ -> throw new Refused(Refusal.notFound(tag.id()));
        };
    }

    private static List<DomainEvent> detach(State state, DomainId id) {
        return switch (state) {
            case Attached _ -> List.of(new DomainDetached(id));
            case Absent _, Detached _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, DomainEvent event) {
        return switch (event) {
            case DomainAttached attached -> new Attached(attached, attached.tags());
            case DomainTagged tagged ->
                state instanceof Attached attached ? new Attached(attached.attached(), tagged.tags()) : state;
            case DomainDetached _ ->
                state instanceof Attached attached ? new Detached(attached.attached(), attached.tags()) : state;
        };
    }

    private Domain() {}
}
