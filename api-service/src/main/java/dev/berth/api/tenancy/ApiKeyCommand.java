package dev.berth.api.tenancy;

import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;
import java.util.Optional;

/** What may be asked of an API key. */
public sealed interface ApiKeyCommand {

    ApiKeyId id();

    /**
     * Lets a key sign in.
     *
     * @param project the only project that it opens; empty for all of the organization
     * @param accessKey what names it in public: {@code SCW} and 17 of A-Z and 0-9
     * @param secretSha256 SHA-256 of the secret, hex
     */
    record IssueApiKey(
            ApiKeyId id,
            OrganizationId organization,
            Optional<ProjectId> project,
            ProjectId defaultProject,
            Right right,
            String accessKey,
            String secretSha256,
            String description,
            Optional<Instant> expiresAt)
            implements ApiKeyCommand {}

    /**
     * Gives a key another secret, and stops the one before.
     *
     * @param secretSha256 SHA-256 of the new secret, hex
     */
    record RotateApiKey(ApiKeyId id, String secretSha256) implements ApiKeyCommand {}

    record RevokeApiKey(ApiKeyId id) implements ApiKeyCommand {}
}
