package dev.berth.api.tenancy;

import dev.berth.events.ApiKeyEvent.Right;
import dev.berth.events.ApiKeyId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key that somebody wants; the caller makes its access key and secret, by {@link Credentials}.
 *
 * @param project the only project that it opens; empty for all of the organization
 */
public record NewApiKey(
        ApiKeyId id,
        OrganizationId organization,
        Optional<ProjectId> project,
        ProjectId defaultProject,
        Right right,
        Credentials credentials,
        String description,
        Optional<Instant> expiresAt) {}
