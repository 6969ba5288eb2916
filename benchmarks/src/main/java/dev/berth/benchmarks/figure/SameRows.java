package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.Berth;
import dev.berth.benchmarks.Checkout;
import dev.berth.benchmarks.Cpu;
import dev.berth.benchmarks.peer.Pgbench;
import dev.berth.benchmarks.peer.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of one create, written by one plain statement in a database of its own on the same server, with bodies that
 * Berth itself has written.
 */
record SameRows(Berth berth, Postgres database, String statement) {

    /** What clients have reached, and what it took. */
    record Taken(long count, double perSecond, double averageMillis, Cpu cpu) {

        /** Both together, when both lasted as long. */
        Taken and(Taken other) {
            return new Taken(
                    count + other.count,
                    (perSecond + other.perSecond) / 2,
                    (averageMillis + other.averageMillis) / 2,
                    cpu.plus(other.cpu));
        }
    }

    /** Once Berth has created at least one container. */
    static SameRows prepare(Berth berth) throws SQLException, IOException {
        Postgres own = berth.postgres();
        Postgres peer = own.withDatabase("bench_peer");
        own.execute("create database bench_peer");
        for (Path migration : migrations()) {
            peer.execute(Files.readString(migration));
        }
        return new SameRows(berth, peer, statement(own));
    }

    /** Afterwards the server has nothing left to do for it: its vacuum would fall into the time of what is measured next. */
    Taken write(int clients, Duration time) throws IOException, InterruptedException, SQLException {
        Cpu before = berth.cpu();
        Pgbench.Outcome outcome = Pgbench.run(database, statement, clients, time);
        Taken taken = new Taken(
                outcome.count(),
                outcome.perSecond(),
                outcome.averageMillis(),
                berth.cpu().since(before));
        database.execute("vacuum analyze", "checkpoint");
        return taken;
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.file("api-service/src/main/resources/db/migration"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("event_store.sql"))
                    .sorted()
                    .toList();
        }
    }

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
                with fresh as materialized (select uuidv7() as id, uuidv7() as owner),
                logged as (
                    insert into event (event_id, stream_kind, stream_id, version, organization_id, project_id, time,
                                       type, actor, correlation, body)
                    select uuidv7(), 'container', id, version, owner, owner, now(), type, 'api-key/bench',
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
