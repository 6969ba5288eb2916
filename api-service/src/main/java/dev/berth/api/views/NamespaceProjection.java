package dev.berth.api.views;

import dev.berth.api.views.Projections.Moment;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.NamespaceEvent.NamespaceConfigured;
import dev.berth.events.NamespaceEvent.NamespaceCreated;
import dev.berth.events.NamespaceEvent.NamespaceDeleted;
import dev.berth.events.NamespaceEvent.NamespaceDeletionRequested;
import dev.berth.events.NamespaceEvent.VariablesRolledOut;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Namespaces. */
final class NamespaceProjection {

    static Optional<Projected> project(Optional<Projected> before, NamespaceEvent event, Moment at) {
        return switch (event) {
            case NamespaceCreated created ->
                Optional.of(new NamespaceDraft(
                        created.id(),
                        created.organization(),
                        created.project(),
                        created.name(),
                        at.time(),
                        at.version()));
            case NamespaceConfigured configured -> Optional.of(configured(before, configured, at));
            case VariablesRolledOut rolledOut ->
                change(before, event, it -> with(it, rolledOut.variablesRevision(), it.deleting(), at));
            case NamespaceDeletionRequested _ ->
                change(before, event, it -> with(it, it.rolledOutRevision(), true, at));
            case NamespaceDeleted _ -> Optional.empty();
        };
    }

    private static NamespaceView configured(Optional<Projected> before, NamespaceConfigured event, Moment at) {
        return before.orElse(null) instanceof NamespaceDraft draft
                ? first(draft, event, at)
                : reconfigured(Projections.existing(before, NamespaceView.class, event), event, at);
    }

    /** A new namespace has no containers that would have to be told of its variables. */
    private static NamespaceView first(NamespaceDraft draft, NamespaceConfigured event, Moment at) {
        return new NamespaceView(
                draft.id(),
                draft.organization(),
                draft.project(),
                draft.name(),
                event.revision(),
                event.spec(),
                event.variablesRevision(),
                event.variablesRevision(),
                false,
                draft.createdAt(),
                at.time(),
                at.version());
    }

    private static NamespaceView reconfigured(NamespaceView view, NamespaceConfigured event, Moment at) {
        return new NamespaceView(
                view.id(),
                view.organization(),
                view.project(),
                view.name(),
                event.revision(),
                event.spec(),
                event.variablesRevision(),
                view.rolledOutRevision(),
                view.deleting(),
                view.createdAt(),
                at.time(),
                at.version());
    }

    private static Optional<Projected> change(
            Optional<Projected> before, NamespaceEvent event, UnaryOperator<NamespaceView> change) {
        return Optional.of(change.apply(Projections.existing(before, NamespaceView.class, event)));
    }

    private static NamespaceView with(NamespaceView view, int rolledOutRevision, boolean deleting, Moment at) {
        return new NamespaceView(
                view.id(),
                view.organization(),
                view.project(),
                view.name(),
                view.revision(),
                view.spec(),
                view.variablesRevision(),
                rolledOutRevision,
                deleting,
                view.createdAt(),
                at.time(),
                at.version());
    }

    private NamespaceProjection() {}
}
