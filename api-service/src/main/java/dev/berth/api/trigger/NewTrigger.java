package dev.berth.api.trigger;

import dev.berth.api.secrets.Plaintext;
import dev.berth.events.ContainerId;
import dev.berth.events.TriggerId;
import java.util.Optional;

/**
 * A trigger that somebody wants.
 *
 * @param credential what its source is read with; only sealed it becomes a part of the configuration
 * @param draft makes the configuration
 */
public record NewTrigger(TriggerId id, ContainerId container, Optional<Plaintext> credential, TriggerDraft draft) {}
