package dev.berth.reconciler.container;

import dev.berth.events.spec.Failure;
import dev.berth.reconciler.engine.Instance;

/** One step from what is seen towards what is wanted. */
public sealed interface Change {

    /** Start what the target lacks of so many instances, those included that drain. */
    record Start(Target target, int copies) implements Change {}

    /** Give the instance no new requests, and let those under way end. */
    record Drain(Instance instance) implements Change {}

    /** Give the instance requests again: it is wanted after all. */
    record Undrain(Instance instance) implements Change {}

    /** Tell the instance to end. */
    record Terminate(Instance instance) implements Change {}

    /** Take away all that is left of the instance, running or not. */
    record Remove(Instance instance) implements Change {}

    /** Find out in words what happened to the instance, remember it, and take away what is left. */
    record Bury(Instance instance, Target target, Death death) implements Change {}

    /** The deployment answers: its earlier trouble explains nothing that happens from now on. */
    record Calm(int deployment) implements Change {}

    /** The deployment has answered for long enough: its earlier trouble counts no more. */
    record Forgive(int deployment) implements Change {}

    /** What an instance died of. */
    sealed interface Death {}

    /** It ended by itself, or was killed. */
    record Exit(Instance.Ended how) implements Death {}

    /** It did not come to answer in time. */
    record Silence(String finding) implements Death {}

    /** The engine cannot start it. */
    record Stuck(Failure trouble) implements Death {}

    /** Its liveness probe failed. */
    record Lifeless(String finding) implements Death {}
}
