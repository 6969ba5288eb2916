package dev.berth.api.trigger;

import dev.berth.events.spec.Secret;
import dev.berth.events.spec.TriggerSpec;
import java.util.Optional;

/** Makes a configuration around its sealed credential; a pure function, which may be called again. */
@FunctionalInterface
public interface TriggerDraft {
    TriggerSpec with(Optional<Secret> credential);
}
