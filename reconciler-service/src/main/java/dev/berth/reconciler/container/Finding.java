package dev.berth.reconciler.container;

import dev.berth.events.spec.Failure;
import java.util.Optional;

/** Something that the log should know. It is found again and again until the log has it. */
public sealed interface Finding {

    /** The target answers. */
    record Ready(Deployment deployment) implements Finding {}

    /** The target was given up; {@code serving} goes on answering. */
    record Broken(Deployment deployment, Failure failure, Optional<Integer> serving) implements Finding {}

    /** The target stopped answering, for the n-th time. */
    record Failing(Deployment deployment, int time, Failure failure) implements Finding {}

    /** The target answers again, after the n-th time. */
    record Healthy(Deployment deployment, int time) implements Finding {}

    /** Nothing is left. */
    record Removed() implements Finding {}
}
