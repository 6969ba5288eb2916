package dev.berth.api.process;

import dev.berth.api.command.Instance;
import dev.berth.api.store.Names;

/** What removes all that is attached, for tests. */
public final class AttachedOf {

    public static Attached instance(Instance instance, Names names) {
        return new Attached(instance.domains, instance.tokens, instance.triggers, new Everyone(names));
    }

    private AttachedOf() {}
}
