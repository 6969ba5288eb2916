package dev.berth.api.tenancy;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.events.Kind;
import dev.berth.events.OrganizationEvent;
import java.util.List;
import java.util.Optional;

/** Organizations, as the shell sees them. */
final class OrganizationAggregate implements Aggregate<Organization.State, OrganizationCommand, OrganizationEvent> {

    @Override
    public Kind kind() {
        return Kind.ORGANIZATION;
    }

    @Override
    public Class<OrganizationEvent> events() {
        return OrganizationEvent.class;
    }

    @Override
    public Organization.State initial() {
        return Organization.INITIAL;
    }

    @Override
    public List<OrganizationEvent> decide(Organization.State state, OrganizationCommand command) {
        return Organization.decide(state, command);
    }

    @Override
    public Organization.State evolve(Organization.State state, OrganizationEvent event) {
        return Organization.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Organization.State state) {
        return switch (state) {
            case Organization.Absent _ -> Optional.empty();
            case Organization.Live live -> Optional.of(Tenant.of(live.id()));
        };
    }

    @Override
    public NameChange names(Organization.State before, OrganizationEvent event) {
        return NameChange.NONE;
    }
}
