package dev.berth.api.dialect.scaleway.v1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.command.Outcome;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.domain.Domain;
import dev.berth.api.views.DomainView;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainId;
import dev.berth.events.Kind;
import java.time.Instant;
import java.util.List;

/** A domain in this API's words. */
record DomainAnswer(
        DomainId id,
        String hostname,
        ContainerId container,
        String status,
        Instant createdAt,
        Instant updatedAt,
        List<String> tags) {

    private static final String READY = "ready";

    static DomainAnswer of(DomainView view) {
        return new DomainAnswer(
                view.id(), view.hostname(), view.container(), READY, view.createdAt(), view.updatedAt(), view.tags());
    }

    /** A domain right after it was attached, of which clients expect that it takes a moment. */
    static DomainAnswer created(Outcome<Domain.Existing> outcome) {
        return of(outcome, "creating");
    }

    /** A domain right after a change. */
    static DomainAnswer changed(Outcome<Domain.Existing> outcome) {
        return of(outcome, READY);
    }

    /** A domain right after it was detached. */
    static DomainAnswer deleted(Outcome<Domain.Existing> outcome) {
        return of(outcome, "deleting");
    }

    private static DomainAnswer of(Outcome<Domain.Existing> outcome, String status) {
        DomainAttached attached = outcome.state().attached();
        return new DomainAnswer(
                attached.id(),
                attached.hostname(),
                attached.container(),
                status,
                outcome.createdAt(),
                outcome.changedAt(),
                outcome.state().tags());
    }

    /** The fields in the order in which the real service sends them. */
    ObjectNode json(PublicAddress address, String region) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("hostname", hostname);
        json.put("container_id", container.toString());
        json.put("status", status);
        if (status.equals(READY)) {
            json.put("error_message", "");
        }
        json.put("created_at", Timestamps.format(createdAt));
        json.put("updated_at", Timestamps.format(updatedAt));
        tags.forEach(json.putArray("tags")::add);
        json.put("region", region);
        json.put("srn", Srn.of(address.baseDomain(), region, Kind.DOMAIN, id));
        return json;
    }
}
