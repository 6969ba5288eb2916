package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.load.HttpConnection;
import dev.berth.benchmarks.load.Load;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A client that creates containers, each under a new name. */
final class Creating implements Load.Client {

    private static final AtomicLong NEXT = new AtomicLong();

    private final Api api;
    private final Supplier<String> namespace;
    private final HttpConnection connection;

    Creating(Api api, String namespace) {
        this(api, () -> namespace);
    }

    /** @param namespace which one each of them gets */
    Creating(Api api, Supplier<String> namespace) {
        this.api = api;
        this.namespace = namespace;
        this.connection = api.connect();
    }

    @Override
    public boolean call() {
        String name = "c" + NEXT.incrementAndGet();
        String body = api.container(namespace.get(), name, "registry.example/app:1", "");
        return connection.exchange(api.request("POST", api.containers(), body)).ok();
    }

    @Override
    public void close() {
        connection.close();
    }
}
