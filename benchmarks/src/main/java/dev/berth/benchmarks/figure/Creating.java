package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Load;
import java.util.concurrent.atomic.AtomicLong;

/** A client that creates containers, each under a new name. */
final class Creating implements Load.Client {

    private static final AtomicLong NEXT = new AtomicLong();

    private final Berth berth;
    private final String namespace;
    private final HttpConnection connection;

    Creating(Berth berth, String namespace) {
        this.berth = berth;
        this.namespace = namespace;
        this.connection = berth.connect();
    }

    @Override
    public boolean call() {
        String name = "c" + NEXT.incrementAndGet();
        String body = berth.container(namespace, name, "registry.example/app:1", "");
        return connection
                .exchange(berth.request("POST", berth.containers(), body))
                .ok();
    }

    @Override
    public void close() {
        connection.close();
    }
}
