package dev.berth.api.domain;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.Attachments;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.store.NameTaken;
import dev.berth.api.store.UniqueName;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.Kind;
import java.util.List;
import java.util.Optional;

/** Domains, as the shell sees them. */
final class DomainAggregate implements Aggregate<Domain.State, DomainCommand, DomainEvent> {

    private static final String HOSTNAMES = "domain/hostnames";

    @Override
    public Kind kind() {
        return Kind.DOMAIN;
    }

    @Override
    public Class<DomainEvent> events() {
        return DomainEvent.class;
    }

    @Override
    public Domain.State initial() {
        return Domain.INITIAL;
    }

    @Override
    public List<DomainEvent> decide(Domain.State state, DomainCommand command) {
        return Domain.decide(state, command);
    }

    @Override
    public Domain.State evolve(Domain.State state, DomainEvent event) {
        return Domain.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Domain.State state) {
        return switch (state) {
            case Domain.Absent _ -> Optional.empty();
            case Domain.Existing existing -> Optional.of(tenant(existing.attached()));
        };
    }

    private static Tenant tenant(DomainAttached attached) {
        return new Tenant(attached.organization(), Optional.of(attached.project()), Optional.of(attached.namespace()));
    }

    @Override
    public NameChange names(Domain.State before, DomainEvent event) {
        return switch (event) {
            case DomainAttached attached -> NameChange.claim(names(attached));
            case DomainDetached _ ->
                before instanceof Domain.Existing existing
                        ? NameChange.free(names(existing.attached()))
                        : NameChange.NONE;
            case DomainTagged _ -> NameChange.NONE;
        };
    }

    private static List<UniqueName> names(DomainAttached attached) {
        return List.of(
                new UniqueName(HOSTNAMES, attached.hostname()), Attachments.of(attached.container(), attached.id()));
    }

    /** Whose the other domain is, is nobody's business. */
    @Override
    public Optional<Refusal> taken(NameTaken taken) {
        return Optional.of(new Refusal.NameTaken(Kind.DOMAIN, taken.name().name(), Optional.empty()));
    }
}
