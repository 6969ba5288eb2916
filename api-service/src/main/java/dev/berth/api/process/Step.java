package dev.berth.api.process;

import io.smallrye.mutiny.Uni;

/** A step of a process that is only taken when it is called for. */
@FunctionalInterface
interface Step {

    Uni<Void> take();
}
