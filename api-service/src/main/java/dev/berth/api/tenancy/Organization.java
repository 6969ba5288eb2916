package dev.berth.api.tenancy;

import dev.berth.api.tenancy.OrganizationCommand.CreateOrganization;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.OrganizationEvent.OrganizationCreated;
import dev.berth.events.OrganizationId;
import java.util.List;

/** The rules of one organization's life. */
public final class Organization {

    /** What is known of an organization. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It is there. */
    public record Live(OrganizationId id, String name) implements State {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. */
    public static List<OrganizationEvent> decide(State state, OrganizationCommand command) {
        return switch (command) {
            case CreateOrganization create ->
                switch (state) {
                    case Absent _ -> List.of(new OrganizationCreated(create.id(), create.name()));
                    case Live _ -> List.of();
                };
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, OrganizationEvent event) {
        return switch (event) {
            case OrganizationCreated created -> new Live(created.id(), created.name());
        };
    }

    private Organization() {}
}
