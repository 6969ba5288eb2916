package dev.berth.api.views;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables that a rebuild fills, made like those in use. Their indexes come when they are full: to sort once costs a
 * fraction of keeping them in order at every row.
 */
final class NextViews {

    private static final String INDEXES_IN_USE = """
        select replace(pg_get_indexdef(i.indexrelid), ' ON views.', ' ON views_next.') as definition
        from pg_index i join pg_class t on t.oid = i.indrelid
        where t.relnamespace = 'views'::regnamespace and t.relname in (%s) and not i.indisprimary
        """.formatted(
            ViewTable.all().stream().map(table -> "'" + table.name() + "'").collect(Collectors.joining(", ")));

    /** Empty, and with nothing left of an earlier attempt. */
    static Uni<Void> create(SqlConnection connection) {
        List<String> statements = new ArrayList<>();
        statements.add("create schema views_next");
        for (ViewTable table : ViewTable.all()) {
            statements.add(
                    "create table views_next.%1$s (like views.%1$s including all excluding indexes, primary key (id)) with (fillfactor = 80)"
                            .formatted(table.name()));
        }
        statements.add("create table views_next.counter (like views.counter including all) with (fillfactor = 50)");
        statements.add("create table views_next.stuck (like views.stuck including all)");
        return clear(connection).flatMap(_ -> inOrder(connection, statements));
    }

    /** The indexes that those in use have. */
    static Uni<Void> index(SqlConnection connection) {
        return connection
                .query(INDEXES_IN_USE)
                .execute()
                .map(rows -> {
                    List<String> definitions = new ArrayList<>();
                    rows.forEach(row -> definitions.add(row.getString("definition")));
                    return definitions;
                })
                .flatMap(definitions -> inOrder(connection, definitions));
    }

    /** So that their first questions are planned well. */
    static Uni<Void> analyze(SqlConnection connection) {
        return inOrder(
                connection,
                ViewTable.all().stream()
                        .map(table -> "analyze views_next." + table.name())
                        .toList());
    }

    /** What is not in use, whether it was replaced or never finished. */
    static Uni<Void> clear(SqlConnection connection) {
        return inOrder(
                connection,
                List.of(
                        "set local client_min_messages = warning",
                        "drop schema if exists views_next cascade",
                        "drop schema if exists views_old cascade"));
    }

    private static Uni<Void> inOrder(SqlConnection connection, List<String> statements) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(
                        statement -> connection.query(statement).execute())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private NextViews() {}
}
