package dev.berth.gateway.dispatch;

/** What becomes of a request that asks for an instance. */
public sealed interface Admission permits Slot, Admission.Queued, Admission.Full {

    /**
     * It waits for an instance to become ready or free.
     *
     * @param asleep no instance was ready at all, so that the container had to be woken
     */
    record Queued(boolean asleep) implements Admission {}

    /** There is no room to wait. */
    record Full() implements Admission {}
}
