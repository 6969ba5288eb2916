package dev.berth.api.tenancy;

import dev.berth.api.command.Aggregate;
import dev.berth.api.command.NameChange;
import dev.berth.api.command.Tenant;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.store.NameTaken;
import dev.berth.api.store.UniqueName;
import dev.berth.events.ApiKeyEvent;
import dev.berth.events.ApiKeyEvent.ApiKeyCreated;
import dev.berth.events.ApiKeyEvent.ApiKeyRevoked;
import dev.berth.events.ApiKeyEvent.ApiKeyRotated;
import dev.berth.events.Kind;
import dev.berth.events.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** API keys, as the shell sees them. A valid key is found by its secret's hash, which is one of its unique names. */
final class ApiKeyAggregate implements Aggregate<ApiKey.State, ApiKeyCommand, ApiKeyEvent> {

    private static final String ACCESS_KEYS = "api-key/access-keys";
    private static final String SECRETS = "api-key/secrets";

    @Override
    public Kind kind() {
        return Kind.API_KEY;
    }

    @Override
    public Class<ApiKeyEvent> events() {
        return ApiKeyEvent.class;
    }

    @Override
    public ApiKey.State initial() {
        return ApiKey.INITIAL;
    }

    @Override
    public List<ApiKeyEvent> decide(ApiKey.State state, ApiKeyCommand command) {
        return ApiKey.decide(state, command);
    }

    @Override
    public ApiKey.State evolve(ApiKey.State state, ApiKeyEvent event) {
        return ApiKey.evolve(state, event);
    }

    @Override
    public Optional<Tenant> tenant(ApiKey.State state) {
        return switch (state) {
            case ApiKey.Absent _ -> Optional.empty();
            case ApiKey.Existing existing -> Optional.of(tenant(existing.issued()));
        };
    }

    private static Tenant tenant(ApiKeyCreated issued) {
        return new Tenant(issued.organization(), issued.project(), Optional.empty());
    }

    @Override
    public NameChange names(ApiKey.State before, ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyCreated created -> NameChange.claim(names(created, created.secretSha256()));
            case ApiKeyRotated rotated ->
                before instanceof ApiKey.Valid valid
                        ? new NameChange(List.of(secret(rotated.secretSha256())), List.of(secret(valid.secretSha256())))
                        : NameChange.NONE;
            case ApiKeyRevoked _ ->
                before instanceof ApiKey.Valid valid
                        ? NameChange.free(names(valid.issued(), valid.secretSha256()))
                        : NameChange.NONE;
        };
    }

    private static List<UniqueName> names(ApiKeyCreated issued, String secretSha256) {
        Stream<UniqueName> always = Stream.of(new UniqueName(ACCESS_KEYS, issued.accessKey()), secret(secretSha256));
        Stream<UniqueName> ofProject = issued.project().stream()
                .map(project -> new UniqueName(ofProject(project), issued.id().toString()));
        return Stream.concat(always, ofProject).toList();
    }

    /** The name that the valid key of this secret holds. */
    static UniqueName secret(String sha256) {
        return new UniqueName(SECRETS, sha256);
    }

    /** Where the valid keys that open only this project are named. */
    static String ofProject(ProjectId project) {
        return "project/" + project + "/api-keys";
    }

    /** Whose the other key is, is nobody's business. */
    @Override
    public Optional<Refusal> taken(NameTaken taken) {
        return Optional.of(new Refusal.NameTaken(Kind.API_KEY, "access key or secret", Optional.empty()));
    }
}
