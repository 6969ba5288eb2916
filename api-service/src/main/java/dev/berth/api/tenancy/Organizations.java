package dev.berth.api.tenancy;

import dev.berth.api.access.Target;
import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Folded;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.tenancy.OrganizationCommand.CreateOrganization;
import dev.berth.events.OrganizationEvent;
import dev.berth.events.OrganizationId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Changes organizations. */
@ApplicationScoped
public class Organizations {

    private final CommandHandler<Organization.State, OrganizationCommand, OrganizationEvent> handler;

    public Organizations(CommandShell shell) {
        this.handler = shell.handler(new OrganizationAggregate());
    }

    /** Makes an organization; only Berth itself may. */
    public Uni<Outcome<Organization.Live>> create(Request request, OrganizationId id, String name) {
        return handler.create(
                        request,
                        id,
                        "create",
                        _ -> Uni.createFrom().item(new Place<>(new Target.Anywhere(id), List.of(), name)),
                        wanted -> Uni.createFrom().item(new CreateOrganization(id, wanted)))
                .map(outcome -> outcome.as(Organization.Live.class));
    }

    Uni<Folded<Organization.State>> load(OrganizationId id, Freshness freshness) {
        return handler.load(id, freshness);
    }
}
