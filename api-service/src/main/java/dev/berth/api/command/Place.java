package dev.berth.api.command;

import dev.berth.api.access.Target;
import dev.berth.api.store.Guard;
import java.util.List;

/**
 * Where a new resource is to be made.
 *
 * @param target what the caller must have the right to
 * @param guards what must not change meanwhile
 * @param facts what the command needs to know of it
 */
public record Place<P>(Target target, List<Guard> guards, P facts) {

    public Place {
        guards = List.copyOf(guards);
    }
}
