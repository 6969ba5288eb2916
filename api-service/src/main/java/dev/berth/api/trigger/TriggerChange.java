package dev.berth.api.trigger;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.spec.Secret;
import dev.berth.events.spec.TriggerSpec;
import java.util.Optional;

/**
 * What somebody wants changed of a trigger's configuration.
 *
 * @param credential another one to read its source with
 * @param change makes the new configuration from the present one
 */
public record TriggerChange(Optional<Plaintext> credential, Change change) {

    /** A pure function; it may be called again when another change came between. */
    @FunctionalInterface
    public interface Change {
        TriggerSpec apply(TriggerSpec present, Optional<Secret> credential);
    }
}
