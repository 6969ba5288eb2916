package dev.berth.api.dialect.scaleway.v1beta1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.scaleway.Timestamps;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfContainer;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfNamespace;
import dev.berth.api.views.TokenView;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenId;
import java.time.Instant;
import java.util.Optional;

/** A token in this API's words. It stands in clear only in the answer to its creation. */
record TokenAnswer(
        TokenId id,
        TokenOwner owner,
        String description,
        Optional<Instant> expiresAt,
        String status,
        String token,
        String publicKey) {

    /** A token right after its creation, for the only time as it is. */
    static TokenAnswer created(SignedToken signed) {
        return new TokenAnswer(
                signed.id(),
                signed.wanted().owner(),
                signed.wanted().description(),
                signed.wanted().expiresAt(),
                "creating",
                signed.jwt(),
                signed.publicKey());
    }

    static TokenAnswer of(TokenView view) {
        return new TokenAnswer(
                view.id(),
                TokenOwner.of(view.container(), view.namespace()),
                view.description(),
                view.expiresAt(),
                "ready",
                "<hidden>",
                "");
    }

    /** A token right after it was revoked. */
    static TokenAnswer revoked(TokenIssued issued) {
        return new TokenAnswer(
                issued.id(),
                TokenOwner.of(issued.container(), issued.namespace()),
                issued.description(),
                issued.expiresAt(),
                "deleting",
                "",
                "");
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("token", token);
        switch (owner) {
            case OfContainer(var container) -> json.put("container_id", container.toString());
            case OfNamespace(var namespace) -> json.put("namespace_id", namespace.toString());
        }
        json.put("public_key", publicKey);
        json.put("status", status);
        json.put("expires_at", expiresAt.map(Timestamps::format).orElse(null));
        json.put("description", description);
        return json;
    }
}
