package dev.berth.gateway.proxy;

import io.vertx.core.net.NetSocket;

/** Two connections that have become one, after an upgrade. */
final class Tunnel {

    /** Moves bytes both ways, no faster than either takes them; when one side closes, so does the other. */
    static void join(NetSocket client, NetSocket instance, Runnable closed) {
        pump(client, instance);
        pump(instance, client);
        client.closeHandler(_ -> instance.close());
        instance.closeHandler(_ -> {
            client.close();
            closed.run();
        });
        client.resume();
        instance.resume();
    }

    private static void pump(NetSocket from, NetSocket to) {
        from.exceptionHandler(_ -> from.close());
        from.handler(bytes -> {
            to.write(bytes);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(_ -> from.resume());
            }
        });
        from.endHandler(_ -> to.end());
    }

    private Tunnel() {}
}
