package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Api;
import dev.berth.benchmarks.Berth;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A platform that many teams use: 100,000 containers, configured and never deployed, in 1,000 namespaces of 10 projects.
 *
 * @param namespaces their ids
 * @param containers the ids of some of them, one of each namespace
 */
record Seeded(List<String> namespaces, List<String> containers) {

    static final int CONTAINERS = 100_000;
    private static final int PROJECTS = 10;
    private static final int NAMESPACES = 1_000;
    private static final int AT_ONCE = 100;

    static Seeded in(Berth berth) throws SQLException, InterruptedException {
        Api api = berth.api();
        List<String> projects = IntStream.range(0, PROJECTS)
                .mapToObj(number -> api.createProject("bench-" + number))
                .toList();
        List<String> namespaces = new ArrayList<>(NAMESPACES);
        List<String> patterns = new ArrayList<>(NAMESPACES);
        for (int number = 0; number < NAMESPACES; number++) {
            String namespace = api.createNamespace("bench-" + number, projects.get(number % PROJECTS));
            namespaces.add(namespace);
            patterns.add(api.createContainer(namespace, "pattern"));
        }
        for (int done = 0; done < NAMESPACES; done += AT_ONCE) {
            Appends.containers(berth.postgres(), patterns.subList(done, done + AT_ONCE), CONTAINERS / NAMESPACES - 1);
        }
        Lag.settled(berth, Duration.ofMinutes(2));
        return new Seeded(List.copyOf(namespaces), List.copyOf(patterns));
    }
}
