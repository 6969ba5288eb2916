package dev.berth.api.dialect.scaleway.containers;

import dev.berth.api.command.Outcome;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.views.NamespaceView;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.time.Instant;

/** What there is to show of a namespace. */
public record NamespaceShown(
        NamespaceId id,
        String name,
        OrganizationId organization,
        ProjectId project,
        NamespaceSpec spec,
        Condition condition,
        Instant createdAt,
        Instant updatedAt) {

    static NamespaceShown of(NamespaceView view) {
        return new NamespaceShown(
                view.id(),
                view.name(),
                view.organization(),
                view.project(),
                view.spec(),
                Condition.of(view.status()),
                view.createdAt(),
                view.updatedAt());
    }

    /** A namespace right after a change. */
    static NamespaceShown of(Outcome<? extends Namespace.Existing> outcome) {
        Namespace.Facts facts = outcome.state().facts();
        Namespace.Identity identity = facts.identity();
        return new NamespaceShown(
                identity.id(),
                identity.name(),
                identity.organization(),
                identity.project(),
                facts.spec(),
                Condition.of(outcome.state()),
                outcome.createdAt(),
                outcome.changedAt());
    }

    /** The same in another condition. */
    public NamespaceShown with(Condition other) {
        return new NamespaceShown(id, name, organization, project, spec, other, createdAt, updatedAt);
    }
}
