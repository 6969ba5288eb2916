package dev.berth.api.domain;

import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Containers;
import dev.berth.api.domain.DomainCommand.AttachDomain;
import dev.berth.api.domain.DomainCommand.DetachDomain;
import dev.berth.api.domain.DomainCommand.TagDomain;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Changes domains. */
@ApplicationScoped
public class Domains {

    private final CommandHandler<Domain.State, DomainCommand, DomainEvent> handler;
    private final Containers containers;

    public Domains(CommandShell shell, Containers containers) {
        this.handler = shell.handler(new DomainAggregate());
        this.containers = containers;
    }

    /** Serves a container under a hostname. */
    public Uni<Outcome<Domain.Existing>> attach(Request request, NewDomain wanted) {
        return handler.create(
                        request,
                        wanted.id(),
                        "attach",
                        freshness -> containers.place(wanted.container(), freshness),
                        container -> Uni.createFrom()
                                .item(new AttachDomain(
                                        wanted.id(),
                                        Containers.live(container, wanted.container()),
                                        wanted.hostname(),
                                        wanted.tags())))
                .map(outcome -> outcome.as(Domain.Existing.class));
    }

    /** Gives it other tags. */
    public Uni<Outcome<Domain.Existing>> tag(Request request, DomainId id, List<String> tags) {
        return change(request, "tag", new TagDomain(id, tags));
    }

    /** Lets the hostname lead nowhere any more. */
    public Uni<Outcome<Domain.Existing>> detach(Request request, DomainId id) {
        return change(request, "detach", new DetachDomain(id));
    }

    private Uni<Outcome<Domain.Existing>> change(Request request, String name, DomainCommand command) {
        return handler.change(request, command.id(), name, _ -> Uni.createFrom().item(command))
                .map(outcome -> outcome.as(Domain.Existing.class));
    }
}
