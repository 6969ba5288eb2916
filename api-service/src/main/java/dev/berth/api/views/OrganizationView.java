package dev.berth.api.views;

import dev.berth.events.OrganizationId;
import java.time.Instant;

/** A tenant. */
public record OrganizationView(OrganizationId id, String name, Instant createdAt, Instant updatedAt, long version)
        implements View {}
