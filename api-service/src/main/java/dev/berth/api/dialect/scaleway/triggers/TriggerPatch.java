package dev.berth.api.dialect.scaleway.triggers;

import dev.berth.api.trigger.TriggerChange;

/**
 * A change of a trigger as a request asks for it.
 *
 * @param atOnce whether clients expect that it takes no time
 */
public record TriggerPatch(TriggerChange change, boolean atOnce) {}
