package dev.berth.api.tenancy;

import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refusal.NameTaken;
import dev.berth.api.refusal.Refused;
import dev.berth.api.tenancy.ApiKeyCommand.IssueApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RevokeApiKey;
import dev.berth.api.tenancy.ApiKeyCommand.RotateApiKey;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
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

    /**
     * It opens what it opens.
     *
     * @param secretSha256 SHA-256 of its secret, which need no longer be the one that it was issued with
     */
    public record Valid(ApiKeyCreated issued, String secretSha256) implements Existing {}

    /** It opens nothing any more. */
    public record Revoked(ApiKeyCreated issued) implements Existing {}

    public static final State INITIAL = new Absent();

    /** What happens when this is asked; nothing when it is so already. Throws {@link Refused}. */
    public static List<ApiKeyEvent> decide(State state, ApiKeyCommand command) {
        return switch (command) {
            case IssueApiKey issue -> issue(state, issue);
            case RotateApiKey rotate -> rotate(state, rotate);
            case RevokeApiKey revoke ->
                switch (state) {
                    case Valid _ -> List.of(new ApiKeyRevoked(revoke.id()));
                    case Revoked _ -> List.of();
                    case Absent _ -> throw new Refused(Refusal.notFound(revoke.id()));
                };
        };
    }

    private static List<ApiKeyEvent> rotate(State state, RotateApiKey rotate) {
        return switch (state) {
            case Valid(var _, String current) when current.equals(rotate.secretSha256()) -> List.of();
            case Valid _ -> List.of(new ApiKeyRotated(rotate.id(), rotate.secretSha256()));
            case Revoked _, Absent _ -> throw new Refused(Refusal.notFound(rotate.id()));
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
            case Valid valid when isOf(valid, created) -> List.of();
            case Valid _, Revoked _ ->
                throw new Refused(new NameTaken(Kind.API_KEY, issue.accessKey(), Optional.empty()));
        };
    }

    /** Whether it was issued so; a key whose secret was changed since is still the same. */
    private static boolean isOf(Valid valid, ApiKeyCreated created) {
        return valid.issued().equals(created)
                || withSecret(valid.issued(), valid.secretSha256()).equals(created);
    }

    private static ApiKeyCreated withSecret(ApiKeyCreated created, String secretSha256) {
        return new ApiKeyCreated(
                created.id(),
                created.organization(),
                created.project(),
                created.defaultProject(),
                created.right(),
                created.accessKey(),
                secretSha256,
                created.description(),
                created.expiresAt());
    }

    /** Never refuses: the event has happened, so the state can only follow. */
    public static State evolve(State state, ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyCreated created -> new Valid(created, created.secretSha256());
            case ApiKeyRotated(var _, String secret) ->
                state instanceof Valid(ApiKeyCreated issued, var _) ? new Valid(issued, secret) : state;
            case ApiKeyRevoked _ -> state instanceof Valid(ApiKeyCreated issued, var _) ? new Revoked(issued) : state;
        };
    }

    private ApiKey() {}
}
