package dev.berth.api.command;

import dev.berth.api.store.UniqueName;
import dev.berth.events.ResourceId;

/**
 * Lists of what is attached to a resource and goes with it, kept as unique names: they are written along with the
 * events that attach and detach, so nothing is ever left behind.
 */
public final class Attachments {

    /** What is attached to a resource has this name, until it is detached. */
    public static UniqueName of(ResourceId owner, ResourceId attached) {
        return new UniqueName(to(owner), attached.stream().toString());
    }

    /** Where all that is attached to a resource is named. */
    public static String to(ResourceId owner) {
        return owner.stream() + "/attachments";
    }

    private Attachments() {}
}
