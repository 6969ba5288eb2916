package dev.berth.api.token;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.token.TokenCommand.IssueToken;
import dev.berth.api.token.TokenCommand.RevokeToken;
import dev.berth.events.Kind;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TokenId;
import java.util.List;
import java.util.Optional;

/** The rules of one token's life. */
public final class Token {

    /** What is known of a token. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It was issued once. */
    public sealed interface Existing extends State {
        TokenIssued issued();
    }

    /** It opens what it opens, until it expires. */
    public record Valid(TokenIssued issued) implements Existing {}

    /** It opens nothing any more. */
    public record Revoked(TokenIssued issued) implements Existing {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<TokenEvent> decide(State state, TokenCommand command) {
        return switch (command) {
            case IssueToken(TokenIssued wanted) -> issue(state, wanted);
            case RevokeToken revoke -> revoke(state, revoke.id());
        };
    }

    private static List<TokenEvent> issue(State state, TokenIssued wanted) {
        return switch (state) {
            case Absent _ -> List.of(wanted);
            case Valid(TokenIssued issued) when issued.equals(wanted) -> List.of();
            case Valid _, Revoked _ ->
                throw new Refused(new NameTaken(Kind.TOKEN, wanted.id().toString(), Optional.of(wanted.id())));
        };
    }

    private static List<TokenEvent> revoke(State state, TokenId id) {
        return switch (state) {
            case Valid _ -> List.of(new TokenRevoked(id));
            case Absent _, Revoked _ -> throw new Refused(Refusal.notFound(id));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, TokenEvent event) {
        return switch (event) {
            case TokenIssued issued -> new Valid(issued);
            case TokenRevoked _ -> state instanceof Valid(TokenIssued issued) ? new Revoked(issued) : state;
        };
    }

    private Token() {}
}
