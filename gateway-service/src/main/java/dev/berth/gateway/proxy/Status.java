package dev.berth.gateway.proxy;

/** Where the gateway is in its life, for all event loops to see. */
final class Status {

    private final int port;
    private volatile boolean ready;
    private volatile boolean draining;

    /** A gateway that listens there; a negative port is any free one, the same for all event loops. */
    Status(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

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
