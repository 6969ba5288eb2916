package dev.berth.gateway.proxy;

/** Where the gateway is in its life, for all event loops to see. */
final class Status {

    private volatile boolean ready;
    private volatile boolean draining;

    boolean ready() {
        return ready;
    }

    void becomeReady() {
        ready = true;
    }

    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }
}
