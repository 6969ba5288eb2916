package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import java.sql.SQLException;
import java.time.Duration;

/** A namespace with many containers that were configured and never deployed. */
final class Seeded {

    static final int CONTAINERS = 100_000;
    private static final int AT_ONCE = 10_000;

    /** Gives the namespace's id. */
    static String containers(Berth berth) throws SQLException, InterruptedException {
        Api api = berth.api();
        String namespace = api.createNamespace("bench");
        String pattern = api.call(
                        "POST", api.containers(), api.container(namespace, "pattern", "registry.example/app:1", ""))
                .path("id")
                .asText();
        for (int made = 0; made < CONTAINERS; made += AT_ONCE) {
            Appends.containers(berth.postgres(), pattern, made, AT_ONCE);
        }
        Lag.settled(berth, Duration.ofMinutes(2));
        return namespace;
    }

    private Seeded() {}
}
