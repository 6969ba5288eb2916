package dev.berth.api.command;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.store.NameTaken;
import dev.berth.events.Event;
import dev.berth.events.Kind;
import java.util.List;
import java.util.Optional;

/**
 * One kind of resource as the shell sees it: its pure rules, and what the log must know besides.
 *
 * @param <S> state
 * @param <C> command
 * @param <E> event
 */
public interface Aggregate<S, C, E extends Event> {

    Kind kind();

    Class<E> events();

    S initial();

    List<E> decide(S state, C command);

    S evolve(S state, E event);

    /** Whose it is; empty as long as there is none. */
    Optional<Tenant> tenant(S state);

    /** The names that an event takes and gives back, from the state before it. */
    NameChange names(S before, E event);

    /** How many more of these there are after an event, or fewer; 0 for all that nobody limits. */
    default int counted(E event) {
        return 0;
    }

    /** What the loss of a name means to the caller; empty when another name will do. */
    default Optional<Refusal> taken(NameTaken taken) {
        return Optional.of(new Refusal.NameTaken(
                kind(), taken.name().name(), Optional.of(taken.holder().resource())));
    }
}
