package dev.berth.api.views;

import dev.berth.api.views.Projections.Moment;
import dev.berth.events.DomainEvent;
import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.DomainEvent.DomainDetached;
import dev.berth.events.DomainEvent.DomainTagged;
import dev.berth.events.TokenEvent;
import dev.berth.events.TokenEvent.TokenIssued;
import dev.berth.events.TokenEvent.TokenRevoked;
import dev.berth.events.TriggerEvent;
import dev.berth.events.TriggerEvent.TriggerConfigured;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerEvent.TriggerDeleted;
import java.util.Optional;

/** Domains, tokens and triggers. */
final class AttachedProjection {

    static Optional<Projected> domain(Optional<Projected> before, DomainEvent event, Moment at) {
        return switch (event) {
            case DomainAttached attached ->
                Optional.of(new DomainView(
                        attached.id(),
                        attached.organization(),
                        attached.project(),
                        attached.namespace(),
                        attached.container(),
                        attached.hostname(),
                        attached.tags(),
                        at.time(),
                        at.time(),
                        at.version()));
            case DomainTagged tagged -> {
                DomainView view = Projections.existing(before, DomainView.class, event);
                yield Optional.of(new DomainView(
                        view.id(),
                        view.organization(),
                        view.project(),
                        view.namespace(),
                        view.container(),
                        view.hostname(),
                        tagged.tags(),
                        view.createdAt(),
                        at.time(),
                        at.version()));
            }
            case DomainDetached _ -> Optional.empty();
        };
    }

    static Optional<Projected> token(TokenEvent event, Moment at) {
        return switch (event) {
            case TokenIssued issued ->
                Optional.of(new TokenView(
                        issued.id(),
                        issued.organization(),
                        issued.project(),
                        issued.namespace(),
                        issued.container(),
                        issued.description(),
                        issued.expiresAt(),
                        at.time(),
                        at.time(),
                        at.version()));
            case TokenRevoked _ -> Optional.empty();
        };
    }

    static Optional<Projected> trigger(Optional<Projected> before, TriggerEvent event, Moment at) {
        return switch (event) {
            case TriggerCreated created ->
                Optional.of(new TriggerDraft(
                        created.id(),
                        created.organization(),
                        created.project(),
                        created.namespace(),
                        created.container(),
                        at.time(),
                        at.version()));
            case TriggerConfigured configured -> Optional.of(configured(before, configured, at));
            case TriggerDeleted _ -> Optional.empty();
        };
    }

    private static TriggerView configured(Optional<Projected> before, TriggerConfigured event, Moment at) {
        TriggerDraft draft = before.orElse(null) instanceof TriggerView view
                ? draft(view)
                : Projections.existing(before, TriggerDraft.class, event);
        return new TriggerView(
                draft.id(),
                draft.organization(),
                draft.project(),
                draft.namespace(),
                draft.container(),
                event.revision(),
                event.spec(),
                draft.createdAt(),
                at.time(),
                at.version());
    }

    /** All of it that no configuration changes. */
    private static TriggerDraft draft(TriggerView view) {
        return new TriggerDraft(
                view.id(),
                view.organization(),
                view.project(),
                view.namespace(),
                view.container(),
                view.createdAt(),
                view.version());
    }

    private AttachedProjection() {}
}
