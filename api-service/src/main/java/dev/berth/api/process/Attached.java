package dev.berth.api.process;

import dev.berth.api.command.Attachments;
import dev.berth.api.command.Request;
import dev.berth.api.domain.Domains;
import dev.berth.api.refusal.Refused;
import dev.berth.api.token.Tokens;
import dev.berth.api.trigger.Triggers;
import dev.berth.events.DomainId;
import dev.berth.events.ResourceId;
import dev.berth.events.StreamId;
import dev.berth.events.TokenId;
import dev.berth.events.TriggerId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When a container or a namespace is to go, lets all go that is attached to it: domains, tokens, triggers. */
@ApplicationScoped
public class Attached {

    private final Domains domains;
    private final Tokens tokens;
    private final Triggers triggers;
    private final Everyone everyone;

    Attached(Domains domains, Tokens tokens, Triggers triggers, Everyone everyone) {
        this.domains = domains;
        this.tokens = tokens;
        this.triggers = triggers;
        this.everyone = everyone;
    }

    /** Nothing can be attached any more to what is on its way out, so afterwards nothing is, for good. */
    public Uni<Void> remove(Request request, ResourceId owner) {
        return everyone.in(
                Attachments.to(owner),
                stream -> removeOne(request, stream)
                        .onFailure(Refused.class) // it has just gone
                        .recoverWithNull());
    }

    private Uni<Void> removeOne(Request request, StreamId stream) {
        return switch (stream.kind()) {
            case DOMAIN -> domains.detach(request, new DomainId(stream.value())).replaceWithVoid();
            case TOKEN -> tokens.revoke(request, new TokenId(stream.value())).replaceWithVoid();
            case TRIGGER ->
                triggers.delete(request, new TriggerId(stream.value())).replaceWithVoid();
            case ORGANIZATION, PROJECT, API_KEY, NAMESPACE, CONTAINER ->
                throw new IllegalStateException(stream + " cannot be attached to anything");
        };
    }
}
