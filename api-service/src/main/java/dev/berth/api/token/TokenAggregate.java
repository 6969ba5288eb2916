package dev.berth.api.token;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.Attachments;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.store.UniqueName;
import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import java.util.List;
import java.util.Optional;

/** Tokens, as the shell sees them. */
final class TokenAggregate implements Aggregate<Token.State, TokenCommand, TokenEvent> {

    @Override
    public Kind kind() {
        return Kind.TOKEN;
    }

    @Override
    public Class<TokenEvent> events() {
        return TokenEvent.class;
    }

    @Override
    public Token.State initial() {
        return Token.INITIAL;
    }

    @Override
    public List<TokenEvent> decide(Token.State state, TokenCommand command) {
        return Token.decide(state, command);
    }

    @Override
    public Token.State evolve(Token.State state, TokenEvent event) {
        return Token.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(Token.State state) {
        return switch (state) {
            case Token.Absent _ -> Optional.empty();
            case Token.Existing existing -> Optional.of(tenant(existing.issued()));
        };
    }

    private static Tenant tenant(TokenIssued issued) {
        return new Tenant(issued.organization(), Optional.of(issued.project()), Optional.of(issued.namespace()));
    }

    @Override
    public NameChange names(Token.State before, TokenEvent event) {
        return switch (event) {
            case TokenIssued issued -> NameChange.claim(List.of(attachment(issued)));
            case TokenRevoked _ ->
                before instanceof Token.Existing existing
                        ? NameChange.free(List.of(attachment(existing.issued())))
                        : NameChange.NONE;
        };
    }

    private static UniqueName attachment(TokenIssued issued) {
        ResourceId owner = issued.container().<ResourceId>map(id -> id).orElse(issued.namespace());
        return Attachments.of(owner, issued.id());
    }
}
