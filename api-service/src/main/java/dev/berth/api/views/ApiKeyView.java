package dev.berth.api.views;

import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key that has not been revoked. Nothing of its secret is in it.
 *
 * @param project the only project that the key opens; empty for all of the organization
 * @param defaultProject where resources go when a request names no project
 */
public record ApiKeyView(
        ApiKeyId id,
        OrganizationId organization,
        Optional<ProjectId> project,
        ProjectId defaultProject,
        Right right,
        String accessKey,
        String description,
        Optional<Instant> expiresAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements View {

    @Override
    public String name() {
        return accessKey;
    }
}
