package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.command.Outcome;
import dev.berth.api.dialect.PublicAddress;
import dev.berth.api.domain.Domain;
import dev.berth.api.views.DomainView;
import dev.berth.events.ContainerId;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainId;

/**
 * A domain in this API's words.
 *
 * @param url where it answers; "" before it does
 */
record DomainAnswer(DomainId id, String hostname, ContainerId container, String url, String status) {

    static DomainAnswer of(DomainView view, PublicAddress address) {
        return new DomainAnswer(
                view.id(), view.hostname(), view.container(), address.ofHostname(view.hostname()), "ready");
    }

    /** A domain right after it was attached, of which clients expect that it takes a moment. */
    static DomainAnswer created(Outcome<Domain.Existing> outcome) {
        return of(outcome, "pending");
    }

    /** A domain right after it was detached. */
    static DomainAnswer deleted(Outcome<Domain.Existing> outcome) {
        return of(outcome, "deleting");
    }

    private static DomainAnswer of(Outcome<Domain.Existing> outcome, String status) {
        DomainAttached attached = outcome.state().attached();
        return new DomainAnswer(attached.id(), attached.hostname(), attached.container(), "", status);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("hostname", hostname);
        json.put("container_id", container.toString());
        json.put("url", url);
        json.put("status", status);
        json.putNull("error_message");
        return json;
    }
}
