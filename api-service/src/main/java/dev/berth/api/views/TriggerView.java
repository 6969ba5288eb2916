package dev.berth.api.views;

import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.Source;
import dev.berth.events.spec.TriggerSpec;
import java.time.Instant;
import java.util.Optional;

/** What calls a container by itself. */
public record TriggerView(
        TriggerId id,
        OrganizationId organization,
        ProjectId project,
        NamespaceId namespace,
        ContainerId container,
        int revision,
        TriggerSpec spec,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements AttachedView {

    /** The variants, one for each kind of source. */
    public static final String CRON = "cron";

    public static final String SQS = "sqs";
    public static final String NATS = "nats";

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Optional<ContainerId> attachedTo() {
        return Optional.of(container);
    }

    @Override
    public String variant() {
        return switch (spec.source()) {
            case Source.Cron _ -> CRON;
            case Source.Sqs _ -> SQS;
            case Source.Nats _ -> NATS;
        };
    }
}
