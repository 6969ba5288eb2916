package dev.berth.api.views;

import dev.berth.api.views.Projector.Stuck;
import dev.berth.events.ResourceId;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One set of views: the live one, or the one that a rebuild makes beside it. */
record ViewSchema(String name) {

    static final ViewSchema LIVE = new ViewSchema("views");
    static final ViewSchema NEXT = new ViewSchema("views_next");

    /** Another projector took the same streams further at the same moment. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another projector was faster", null, false, false);
        }
    }

    /** What the views have of these streams, locked until the transaction ends. */
    Uni<Map<StreamId, StoredView>> load(SqlConnection connection, Collection<StreamId> streams) {
        Map<StreamId, StoredView> stored = new ConcurrentHashMap<>();
        streams.forEach(stream -> stored.put(stream, StoredView.none(stream)));
        List<Uni<Void>> reads = new ArrayList<>();
        for (ViewTable table : ViewTable.all()) {
            UUID[] ids = streams.stream()
                    .filter(stream -> stream.kind() == table.kind())
                    .map(StreamId::value)
                    .toArray(UUID[]::new);
            if (ids.length > 0) {
                reads.add(connection
                        .preparedQuery(
                                "select id, version, listed, body from %s.%s where id = any($1) order by id for update"
                                        .formatted(name, table.name()))
                        .execute(Tuple.of(ids))
                        .flatMap(rows -> Reading.of(rows.size(), () -> put(stored, table, rows))));
            }
        }
        return Pipeline.all(reads).replaceWith(stored);
    }

    private static @Nullable Void put(Map<StreamId, StoredView> stored, ViewTable table, RowSet<Row> rows) {
        rows.forEach(row -> put(stored, table, row));
        return null;
    }

    private static void put(Map<StreamId, StoredView> stored, ViewTable table, Row row) {
        StreamId stream = new StreamId(table.kind(), row.getUUID("id"));
        Class<? extends Projected> type = row.getBoolean("listed") ? table.type() : table.draft();
        Optional<Projected> view = Optional.ofNullable(row.getString("body")).map(body -> ViewJson.read(body, type));
        stored.put(stream, new StoredView(stream, row.getLong("version"), view));
    }

    /** Streams of these that are stuck already. */
    Uni<Set<StreamId>> stuck(SqlConnection connection) {
        return connection
                .preparedQuery("select kind, id from %s.stuck".formatted(name))
                .execute()
                .map(ViewSchema::streams);
    }

    private static Set<StreamId> streams(RowSet<Row> rows) {
        Set<StreamId> streams = new HashSet<>();
        rows.forEach(row -> streams.add(StreamId.parse(row.getString("kind") + "/" + row.getUUID("id"))));
        return streams;
    }

    /** Writes what has changed. */
    Uni<Void> save(SqlConnection connection, List<Change> changes) {
        List<Uni<Void>> writes = new ArrayList<>();
        for (ViewTable table : ViewTable.all()) {
            List<Change> ofKind = changes.stream()
                    .filter(change -> change.after().stream().kind() == table.kind())
                    .toList();
            List<StoredView> added = ofKind.stream()
                    .filter(change -> change.before().isNew())
                    .map(Change::after)
                    .toList();
            List<StoredView> moved = ofKind.stream()
                    .filter(change -> !change.before().isNew())
                    .map(Change::after)
                    .toList();
            if (!added.isEmpty()) {
                writes.add(insert(connection, table, added));
            }
            if (!moved.isEmpty()) {
                writes.add(update(connection, table, moved));
            }
        }
        Counters counters = Counters.of(changes);
        if (!counters.isEmpty()) {
            writes.add(counters.save(connection, this));
        }
        return Pipeline.all(writes);
    }

    private static final String COLUMNS = "id, version, listed, organization_id, project_id,"
            + " namespace_id, container_id, variant, name, created_at, updated_at, body";
    private static final String ROWS = "unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::uuid[], $5::uuid[],"
            + " $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[])";

    private Uni<Void> insert(SqlConnection connection, ViewTable table, List<StoredView> views) {
        return connection
                .preparedQuery("insert into %s.%s (%s) select * from %s on conflict do nothing"
                        .formatted(name, table.name(), COLUMNS, ROWS))
                .execute(columns(views))
                .invoke(inserted -> {
                    if (inserted.rowCount() < views.size()) {
                        throw new Overtaken();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> update(SqlConnection connection, ViewTable table, List<StoredView> views) {
        return connection
                .preparedQuery("""
                    update %s.%s v set version = n.version, listed = n.listed, organization_id = n.organization_id,
                        project_id = n.project_id, namespace_id = n.namespace_id, container_id = n.container_id,
                        variant = n.variant, name = n.name,
                        created_at = n.created_at, updated_at = n.updated_at, body = n.body
                    from %s as n(%s) where v.id = n.id
                    """.formatted(name, table.name(), ROWS, COLUMNS))
                .execute(columns(views))
                .replaceWithVoid();
    }

    private static Tuple columns(List<StoredView> views) {
        List<Optional<View>> listed = views.stream().map(StoredView::listed).toList();
        Tuple tuple = Tuple.tuple();
        tuple.addArrayOfUUID(views.stream().map(view -> view.stream().value()).toArray(UUID[]::new));
        tuple.addArrayOfLong(views.stream().map(StoredView::version).toArray(Long[]::new));
        tuple.addArrayOfBoolean(listed.stream().map(Optional::isPresent).toArray(Boolean[]::new));
        tuple.addArrayOfUUID(ids(listed, view -> Optional.of(Place.of(view).organization())));
        tuple.addArrayOfUUID(ids(listed, view -> Place.of(view).project()));
        tuple.addArrayOfUUID(ids(listed, view -> Place.of(view).namespace()));
        tuple.addArrayOfUUID(ids(listed, view -> Place.of(view).container()));
        tuple.addArrayOfString(listed.stream()
                .map(view -> orNull(view.flatMap(ViewSchema::variant)))
                .toArray(String[]::new));
        tuple.addArrayOfString(
                listed.stream().map(view -> orNull(view.map(View::name))).toArray(String[]::new));
        tuple.addArrayOfOffsetDateTime(times(listed, View::createdAt));
        tuple.addArrayOfOffsetDateTime(times(listed, View::updatedAt));
        tuple.addArrayOfString(views.stream()
                .map(view -> orNull(view.view().map(ViewJson::write)))
                .toArray(String[]::new));
        return tuple;
    }

    private static Optional<String> variant(View view) {
        return view instanceof AttachedView attached ? Optional.of(attached.variant()) : Optional.empty();
    }

    private static UUID[] ids(List<Optional<View>> views, Function<View, Optional<? extends ResourceId>> id) {
        return views.stream()
                .map(view -> orNull(view.flatMap(id).map(ResourceId::value)))
                .toArray(UUID[]::new);
    }

    private static OffsetDateTime[] times(List<Optional<View>> views, Function<View, Instant> time) {
        return views.stream()
                .map(view -> orNull(view.map(it -> time.apply(it).atOffset(ZoneOffset.UTC))))
                .toArray(OffsetDateTime[]::new);
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    /** Remembers the streams that cannot go on, and forgets those that went on. */
    Uni<Void> saveStuck(SqlConnection connection, List<Stuck> stuck, Collection<StreamId> freed) {
        List<Uni<Void>> writes = new ArrayList<>();
        for (Stuck one : stuck) {
            writes.add(connection
                    .preparedQuery("""
                        insert into %s.stuck as s (kind, id, version, problem, since) values ($1, $2, $3, $4, now())
                        on conflict (kind, id) do update set version = excluded.version, problem = excluded.problem,
                            since = case when s.version = excluded.version then s.since else excluded.since end
                        """.formatted(name))
                    .execute(Tuple.of(
                            one.stream().kind().wireName(), one.stream().value(), one.version(), one.problem()))
                    .replaceWithVoid());
        }
        if (!freed.isEmpty()) {
            writes.add(free(connection, freed));
        }
        return Pipeline.all(writes);
    }

    /** Forgets that streams could not go on. */
    Uni<Void> free(SqlConnection connection, Collection<StreamId> streams) {
        return connection
                .preparedQuery("""
                        delete from %s.stuck s using unnest($1::text[], $2::uuid[]) as f(kind, id)
                        where s.kind = f.kind and s.id = f.id
                        """.formatted(name))
                .execute(Tuple.of(
                        streams.stream().map(stream -> stream.kind().wireName()).toArray(String[]::new),
                        streams.stream().map(StreamId::value).toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
