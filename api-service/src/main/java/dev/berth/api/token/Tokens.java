package dev.berth.api.token;

import dev.berth.api.command.CommandHandler;
import dev.berth.api.command.CommandShell;
import dev.berth.api.command.Freshness;
import dev.berth.api.command.Outcome;
import dev.berth.api.command.Place;
import dev.berth.api.command.Request;
import dev.berth.api.container.Container;
import dev.berth.api.container.Containers;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.namespace.Namespaces;
import dev.berth.api.token.TokenCommand.IssueToken;
import dev.berth.api.token.TokenCommand.RevokeToken;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Changes tokens. */
@ApplicationScoped
public class Tokens {

    private final CommandHandler<Token.State, TokenCommand, TokenEvent> handler;
    private final Containers containers;
    private final Namespaces namespaces;

    public Tokens(CommandShell shell, Containers containers, Namespaces namespaces) {
        this.handler = shell.handler(new TokenAggregate());
        this.containers = containers;
        this.namespaces = namespaces;
    }

    /** Lets whoever shows the token in to a container. */
    public Uni<Outcome<Token.Existing>> issue(Request request, ContainerId owner, NewToken wanted) {
        return issue(request, wanted, freshness -> containers.place(owner, freshness), container -> {
            Container.Identity identity = Containers.live(container, owner);
            return new TokenIssued(
                    wanted.id(),
                    Optional.of(owner),
                    identity.namespace(),
                    identity.project(),
                    identity.organization(),
                    wanted.description(),
                    wanted.sha256(),
                    wanted.expiresAt());
        });
    }

    /** Lets whoever shows the token in to all containers of a namespace. */
    public Uni<Outcome<Token.Existing>> issue(Request request, NamespaceId owner, NewToken wanted) {
        return issue(request, wanted, freshness -> namespaces.place(owner, freshness), namespace -> {
            Namespace.Identity identity = Namespaces.live(namespace, owner).identity();
            return new TokenIssued(
                    wanted.id(),
                    Optional.empty(),
                    owner,
                    identity.project(),
                    identity.organization(),
                    wanted.description(),
                    wanted.sha256(),
                    wanted.expiresAt());
        });
    }

    private <P> Uni<Outcome<Token.Existing>> issue(
            Request request,
            NewToken wanted,
            Function<Freshness, Uni<Place<P>>> place,
            Function<P, TokenIssued> issued) {
        return handler.create(
                        request,
                        wanted.id(),
                        "issue",
                        place,
                        owner -> Uni.createFrom().item(new IssueToken(issued.apply(owner))))
                .map(outcome -> outcome.as(Token.Existing.class));
    }

    /** Lets it open nothing any more. */
    public Uni<Outcome<Token.Existing>> revoke(Request request, TokenId id) {
        return handler.change(request, id, "revoke", _ -> Uni.createFrom().item(new RevokeToken(id)))
                .map(outcome -> outcome.as(Token.Existing.class));
    }
}
