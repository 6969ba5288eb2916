package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Checkout;
import dev.berth.benchmarks.Cpu;
import dev.berth.benchmarks.Figure;
import dev.berth.benchmarks.Result;
import dev.berth.benchmarks.load.Load;
import dev.berth.benchmarks.peer.Pgbench;
import dev.berth.benchmarks.peer.Postgres;
import dev.berth.benchmarks.peer.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Containers created over HTTP by many clients, and how far relay and views lag meanwhile. */
public final class Creates implements Figure {

    private static final int CLIENTS = 16;

    /** The virtual machine compiles what is hot for some two minutes, on the very cores that are measured. */
    private static final Duration SLICE = Duration.ofSeconds(20);

    private static final int LEAST_SLICES = 6;
    private static final int MOST_SLICES = 12;
    private static final Duration TIME = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "creates";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(7);
    }

    @Override
    public List<Tool> needs() {
        return List.of(Pgbench.TOOL);
    }

    @Override
    public List<Result> measure() throws Exception {
        try (Berth berth = Berth.start(Berth.NOTHING_RUNS)) {
            String namespace = berth.api().createNamespace("bench");
            try (Lag _ = Lag.watch(berth)) { // it shares the cores, and has to be compiled as well
                warmUp(() -> Load.closed(CLIENTS, SLICE, _ -> new Creating(berth.api(), namespace)));
            }
            Load.Run run;
            Lag.Outcome lag;
            Cpu taken;
            try (Lag watch = Lag.watch(berth)) {
                Cpu before = berth.cpu();
                run = Load.closed(CLIENTS, TIME, _ -> new Creating(berth.api(), namespace));
                taken = berth.cpu().since(before);
                lag = watch.settle(Duration.ofSeconds(1));
            }
            Cpu beforePeer = berth.cpu();
            Pgbench.Outcome peer = sameRows(berth);
            Cpu takenByPeer = berth.cpu().since(beforePeer);
            String failures = run.latencies().failures() + " creates failed";
            boolean allGood = run.latencies().failures() == 0;
            List<Result> results = new ArrayList<>();
            results.add(Result.shareOf(
                            "pgbench, the same rows in one statement",
                            peer.perSecond(),
                            "creates acknowledged, 16 clients",
                            run.perSecond(),
                            "/s",
                            0.25)
                    .noting(taken.each(run.latencies().count()))
                    .noting("peer: " + takenByPeer.each(peer.count()))
                    .provided(allGood, failures));
            results.add(
                    Result.atMost("creates, 16 clients, p99", run.latencies().millisAt(99), "ms", 50)
                            .with("pgbench, average", peer.averageMillis())
                            .provided(allGood, failures));
            results.addAll(lag.results());
            return results;
        }
    }

    /** For two minutes, and until it has hardly become faster twice in a row. */
    private static void warmUp(Supplier<Load.Run> slice) {
        double fastest = 0;
        int settled = 0;
        for (int run = 0; run < MOST_SLICES && (run < LEAST_SLICES || settled < 2); run++) {
            double perSecond = slice.get().perSecond();
            settled = perSecond < fastest * 1.05 ? settled + 1 : 0;
            fastest = Math.max(fastest, perSecond);
        }
    }

    /** The rows of one create, written by one plain statement in a database of its own on the same server. */
    private static Pgbench.Outcome sameRows(Berth berth) throws SQLException, IOException, InterruptedException {
        Postgres own = berth.postgres();
        Postgres peer = own.withDatabase("bench_peer");
        own.execute("create database bench_peer");
        for (Path migration : migrations()) {
            peer.execute(Files.readString(migration));
        }
        return Pgbench.run(peer, statement(own), CLIENTS, Duration.ofSeconds(15));
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.file("api-service/src/main/resources/db/migration"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("event_store.sql"))
                    .sorted()
                    .toList();
        }
    }

    /** With bodies that Berth itself has written. */
    private static String statement(Postgres own) throws SQLException {
        String stream = own.ask("select stream_id from event where stream_kind = 'container' and version = 3 limit 1");
        StringBuilder events = new StringBuilder();
        for (int version = 1; version <= 3; version++) {
            String where = " from event where stream_kind = 'container' and stream_id = '" + stream + "' and version = "
                    + version;
            events.append(events.isEmpty() ? "" : ", ")
                    .append("(%d, %s, %s)"
                            .formatted(
                                    version,
                                    Pgbench.literal(own.ask("select type" + where)),
                                    Pgbench.literal(own.ask("select body" + where))));
        }
        return """
                with fresh as materialized (select gen_random_uuid() as id, gen_random_uuid() as owner),
                logged as (
                    insert into event (event_id, stream_kind, stream_id, version, organization_id, project_id, time,
                                       type, actor, correlation, body)
                    select gen_random_uuid(), 'container', id, version, owner, owner, now(), type, 'api-key/bench',
                           'bench', body
                    from fresh, (values %s) as e(version, type, body)),
                moved as (
                    insert into stream (kind, id, version, organization_id, project_id, namespace_id, changed_at)
                    select 'container', id, 3, owner, owner, owner, now() from fresh),
                marked as (
                    insert into unseen (stream_kind, stream_id, version, organization_id, project_id, namespace_id)
                    select 'container', id, 3, owner, owner, owner from fresh)
                insert into unique_name (scope, name, kind, id)
                select scope, id::text, 'container', id from fresh, (values ('namespace/x/containers'), ('host')) as n(scope);
                """.formatted(events).replace('\n', ' ');
    }
}
