package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.command.Outcome;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.namespace.Namespace;
import dev.berth.api.views.NamespaceView;
import dev.berth.events.NamespaceId;
import dev.berth.events.OrganizationId;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.NamespaceSpec;
import java.time.Instant;

/** A namespace as this API shows it. */
record NamespaceAnswer(
        NamespaceId id,
        String name,
        OrganizationId organization,
        ProjectId project,
        NamespaceSpec spec,
        Condition condition,
        Instant createdAt,
        Instant updatedAt) {

    static NamespaceAnswer of(NamespaceView view) {
        return new NamespaceAnswer(
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
    static NamespaceAnswer of(Outcome<? extends Namespace.Existing> outcome) {
        return of(outcome, Condition.of(outcome.state()));
    }

    /** A namespace right after its creation, of which clients expect that it takes a moment. */
    static NamespaceAnswer created(Outcome<? extends Namespace.Existing> outcome) {
        return of(outcome, new Condition.Creating());
    }

    private static NamespaceAnswer of(Outcome<? extends Namespace.Existing> outcome, Condition condition) {
        Namespace.Facts facts = outcome.state().facts();
        Namespace.Identity identity = facts.identity();
        return new NamespaceAnswer(
                identity.id(),
                identity.name(),
                identity.organization(),
                identity.project(),
                facts.spec(),
                condition,
                outcome.createdAt(),
                outcome.changedAt());
    }

    /** The fields in the order in which the real service sends them. */
    ObjectNode json(String region) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("name", name);
        json.put("organization_id", organization.toString());
        json.put("project_id", project.toString());
        json.put("description", spec.description());
        json.put("status", condition.status());
        json.set("environment_variables", Json.object(spec.environment()));
        json.set("secret_environment_variables", Json.hashes(spec.secretEnvironment()));
        json.set("tags", Json.array(spec.tags()));
        json.put("created_at", Timestamps.format(createdAt));
        json.put("updated_at", Timestamps.format(updatedAt));
        json.put("region", region);
        return json;
    }
}
