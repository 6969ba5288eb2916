package dev.berth.api.dialect.scaleway.triggers;

import dev.berth.api.command.Outcome;
import dev.berth.api.dialect.scaleway.containers.Condition;
import dev.berth.api.trigger.Trigger;
import dev.berth.api.views.TriggerView;
import dev.berth.events.ContainerId;
import dev.berth.events.ProjectId;
import dev.berth.events.TriggerEvent.TriggerCreated;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.TriggerSpec;
import java.time.Instant;

/** What there is to show of a trigger. */
public record TriggerShown(
        TriggerId id,
        ContainerId container,
        ProjectId project,
        TriggerSpec spec,
        Condition condition,
        Instant createdAt,
        Instant updatedAt) {

    static TriggerShown of(TriggerView view) {
        return new TriggerShown(
                view.id(),
                view.container(),
                view.project(),
                view.spec(),
                new Condition.Ready(),
                view.createdAt(),
                view.updatedAt());
    }

    /** A trigger right after a change. */
    static TriggerShown of(Outcome<? extends Trigger.Existing> outcome, Condition condition) {
        TriggerCreated created = outcome.state().created();
        return new TriggerShown(
                created.id(),
                created.container(),
                created.project(),
                outcome.state().spec(),
                condition,
                outcome.createdAt(),
                outcome.changedAt());
    }
}
