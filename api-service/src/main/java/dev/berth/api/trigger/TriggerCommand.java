package dev.berth.api.trigger;

import dev.berth.api.container.Container;
import dev.berth.events.TriggerId;
import dev.berth.events.spec.TriggerSpec;
import java.util.function.UnaryOperator;

/** What may be asked of a trigger. */
public sealed interface TriggerCommand {

    TriggerId id();

    record CreateTrigger(TriggerId id, Container.Identity container, TriggerSpec spec) implements TriggerCommand {}

    /**
     * Lets it work in another way.
     *
     * @param change is applied to what the configuration is when the command is decided, so no other change is lost
     */
    record ConfigureTrigger(TriggerId id, UnaryOperator<TriggerSpec> change) implements TriggerCommand {}

    record DeleteTrigger(TriggerId id) implements TriggerCommand {}
}
