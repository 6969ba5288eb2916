package dev.berth.api.dialect.scaleway.v1beta1;

import static dev.berth.api.refusal.Refusal.Problem.CONSTRAINT;
import static dev.berth.api.refusal.Refusal.Problem.REQUIRED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.api.dialect.Fields;
import dev.berth.api.dialect.scaleway.Words;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfContainer;
import dev.berth.api.dialect.scaleway.v1beta1.TokenOwner.OfNamespace;
import dev.berth.events.ContainerId;
import dev.berth.events.NamespaceId;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a request says of the token that it wants. */
record TokenBody(TokenOwner owner, String description, Optional<Instant> expiresAt) {

    private static final String CONTAINER = "container_id";
    private static final String NAMESPACE = "namespace_id";
    private static final String EXPIRY = "expires_at";
    static final int LONGEST_DESCRIPTION = 255;

    /** What a client may call them in a query: a container was once a function. */
    private static final Map<String, String> IN_QUERY = Map.of(
            CONTAINER,
            CONTAINER,
            "function_id",
            CONTAINER,
            NAMESPACE,
            NAMESPACE,
            EXPIRY,
            EXPIRY,
            "expiration_date",
            EXPIRY);

    /** The token that a query asks for. Throws {@link dev.berth.api.refusal.Refused} with all that is wrong. */
    static TokenBody of(MultiMap query, Instant now) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        IN_QUERY.forEach((word, field) -> {
            String value = query.get(word);
            if (value != null && !value.isEmpty()) {
                object.put(field, value);
            }
        });
        return of(Fields.of(object), now);
    }

    /** The token that a body asks for. Throws {@link dev.berth.api.refusal.Refused} with all that is wrong. */
    static TokenBody of(Fields fields, Instant now) {
        Optional<TokenOwner> container =
                Words.id(fields, CONTAINER).map(ContainerId::new).map(OfContainer::new);
        Optional<TokenOwner> namespace =
                Words.id(fields, NAMESPACE).map(NamespaceId::new).map(OfNamespace::new);
        if (container.isPresent() == namespace.isPresent()) {
            fields.refuse(
                    CONTAINER,
                    container.isPresent() ? CONSTRAINT : REQUIRED,
                    "exactly one of container_id and namespace_id must be given");
        }
        Optional<Instant> expiresAt = Words.instant(fields, EXPIRY);
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            fields.refuse(EXPIRY, CONSTRAINT, "must be in the future");
        }
        String description = fields.text("description", LONGEST_DESCRIPTION).orElse("");
        fields.check();
        return new TokenBody(container.or(() -> namespace).orElseThrow(), description, expiresAt);
    }
}
