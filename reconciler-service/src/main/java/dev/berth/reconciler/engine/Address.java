package dev.berth.reconciler.engine;

/** Where an instance can be reached by probes and gateways. */
public record Address(String host, int port) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
