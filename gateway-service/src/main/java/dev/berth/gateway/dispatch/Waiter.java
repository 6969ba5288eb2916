package dev.berth.gateway.dispatch;

/** A request that waits for an instance. */
public interface Waiter {

    /** It may go to this instance now, and must release it afterwards. Called by any thread. */
    void admitted(Slot slot);

    /** There is no use in waiting on, so look again at what is known of the container. Called by any thread. */
    void dismissed();
}
