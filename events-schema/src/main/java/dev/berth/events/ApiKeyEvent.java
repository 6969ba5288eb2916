package dev.berth.events;

import java.time.Instant;
import java.util.Optional;

/** The history of an API key. */
public sealed interface ApiKeyEvent extends Event {

    @Override
    ApiKeyId id();

    /** What a key may do where it is valid. */
    enum Right {
        READ,
        WRITE
    }

    /**
     * A key was issued. The secret itself was shown once and is kept nowhere.
     *
     * @param project the only project that the key opens; empty for all of the organization
     * @param defaultProject where resources go when a request names no project
     * @param secretSha256 SHA-256 of the secret as hex; enough, as the secret is 122 random bits
     * @param expiresAt when it stops being valid; empty for never
     */
    @EventType("dev.berth.api-key.created.v1")
    record ApiKeyCreated(
            ApiKeyId id,
            OrganizationId organization,
            Optional<ProjectId> project,
            ProjectId defaultProject,
            Right right,
            String accessKey,
            String secretSha256,
            String description,
            Optional<Instant> expiresAt)
            implements ApiKeyEvent {}

    /**
     * The key has another secret from now on; the one before opens nothing any more.
     *
     * @param secretSha256 SHA-256 of the new secret as hex
     */
    @EventType("dev.berth.api-key.rotated.v1")
    record ApiKeyRotated(ApiKeyId id, String secretSha256) implements ApiKeyEvent {}

    @EventType("dev.berth.api-key.revoked.v1")
    record ApiKeyRevoked(ApiKeyId id) implements ApiKeyEvent {}
}
