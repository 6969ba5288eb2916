package dev.berth.api.domain;

import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.domain.DomainCommand.AttachDomain;
import dev.berth.api.domain.DomainCommand.DetachDomain;
import dev.berth.api.domain.DomainCommand.TagDomain;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Changes domains. */
@ApplicationScoped
public class Domains {

    private final CommandHandler<Domain.State, DomainCommand, DomainEvent> handler;
    private final Containers containers;
    private final DomainCheck check;

    public Domains(CommandShell shell, Containers containers, DomainCheck check) {
        this.handler = shell.handler(new DomainAggregate());
        this.containers = containers;
        this.check = check;
    }

    /** Serves a container under a hostname, which has to lead here already. */
    public Uni<Outcome<Domain.Existing>> attach(Request request, NewDomain wanted) {
        Proof proof = new Proof(check, wanted.hostname());
        return handler.create(
                        request,
                        wanted.id(),
                        "attach",
                        freshness -> containers.place(wanted.container(), freshness),
                        container -> command(wanted, Containers.live(container, wanted.container()), proof))
                .map(outcome -> outcome.as(Domain.Existing.class));
    }

    private static Uni<DomainCommand> command(NewDomain wanted, Container.Identity container, Proof proof) {
        return proof.of(container.host())
                .replaceWith(() -> new AttachDomain(wanted.id(), container, wanted.hostname(), wanted.tags()));
    }

    /** Gives it other tags; none given leaves those that it has. */
    public Uni<Outcome<Domain.Existing>> tag(Request request, DomainId id, Optional<List<String>> tags) {
        return handler.change(
                        request,
                        id,
                        "tag",
                        domain -> Uni.createFrom().item(new TagDomain(id, tags.orElseGet(() -> tags(domain)))))
                .map(outcome -> outcome.as(Domain.Existing.class));
    }

    private static List<String> tags(Domain.State domain) {
        return domain instanceof Domain.Existing existing ? existing.tags() : List.of();
    }

    /** Lets the hostname lead nowhere any more. */
    public Uni<Outcome<Domain.Existing>> detach(Request request, DomainId id) {
        return handler.change(request, id, "detach", _ -> Uni.createFrom().item(new DetachDomain(id)))
                .map(outcome -> outcome.as(Domain.Existing.class));
    }
}
