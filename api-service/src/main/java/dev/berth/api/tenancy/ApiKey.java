package dev.berth.api.tenancy;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKeyCommand.IssueApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RevokeApiKey;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.Kind;
import java.util.List;
import java.util.Optional;

/** The rules of one API key's life. */
public final class ApiKey {

    /** What is known of an API key. */
    public sealed interface State {}

    /** There never was one. */
    public record Absent() implements State {}

    /** It was issued once. */
    public sealed interface Existing extends State {
        ApiKeyCreated issued();
    }

    /** It opens what it opens. */
    public record Valid(ApiKeyCreated issued) implements Existing {}

    /** It opens nothing any more. */
    public record Revoked(ApiKeyCreated issued) implements Existing {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<ApiKeyEvent> decide(State state, ApiKeyCommand command) {
        return switch (command) {
            case IssueApiKey issue -> issue(state, issue);
            case RevokeApiKey revoke ->
                switch (state) {
                    case Valid _ -> List.of(new ApiKeyRevoked(revoke.id()));
                    case Revoked _ -> List.of();
                    case Absent _ -> throw new Refused(Refusal.notFound(revoke.id()));
                };
        };
    }

    private static List<ApiKeyEvent> issue(State state, IssueApiKey issue) {
        ApiKeyCreated created = new ApiKeyCreated(
                issue.id(),
                issue.organization(),
                issue.project(),
                issue.defaultProject(),
                issue.right(),
                issue.accessKey(),
                issue.secretSha256(),
                issue.description(),
                issue.expiresAt());
        return switch (state) {
            case Absent _ -> List.of(created);
            case Valid(ApiKeyCreated issued) when issued.equals(created) -> List.of();
            case Valid _, Revoked _ ->
                throw new Refused(new NameTaken(Kind.API_KEY, issue.accessKey(), Optional.empty()));
        };
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyCreated created -> new Valid(created);
            case ApiKeyRevoked _ -> state instanceof Valid(ApiKeyCreated issued) ? new Revoked(issued) : state;
        };
    }

    private ApiKey() {}
}
