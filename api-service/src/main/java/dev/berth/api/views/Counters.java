package dev.berth.api.views;

import dev.berth.events.Kind;
import dev.berth.events.ResourceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By how much the numbers of listed views change. */
record Counters(Map<Cell, Long> deltas) {

    /** What is counted together. */
    record Cell(
            Kind kind,
            @Nullable UUID organization,
            @Nullable UUID project,
            @Nullable UUID namespace) {

        /** One order for all who lock counters. */
        private static final Comparator<@Nullable UUID> UUIDS = Comparator.nullsFirst(Comparator.naturalOrder());

        static final Comparator<Cell> ORDER = Comparator.comparing(Cell::kind)
                .thenComparing(Cell::organization, UUIDS)
                .thenComparing(Cell::project, UUIDS)
                .thenComparing(Cell::namespace, UUIDS);

        static Cell of(View view) {
            Kind kind = view.id().kind();
            List<String> by = ViewTable.of(kind).countedBy();
            Place place = Place.of(view);
            return new Cell(
                    kind,
                    by.contains(ViewTable.ORGANIZATION) ? place.organization().value() : null,
                    by.contains(ViewTable.PROJECT) ? value(place.project()) : null,
                    by.contains(ViewTable.NAMESPACE) ? value(place.namespace()) : null);
        }

        private static @Nullable UUID value(Optional<? extends ResourceId> id) {
            return id.map(ResourceId::value).orElse(null);
        }
    }

    static Counters of(List<Change> changes) {
        Map<Cell, Long> deltas = new TreeMap<>(Cell.ORDER);
        for (Change change : changes) {
            change.before().listed().ifPresent(view -> deltas.merge(Cell.of(view), -1L, Long::sum));
            change.after().listed().ifPresent(view -> deltas.merge(Cell.of(view), 1L, Long::sum));
        }
        deltas.values().removeIf(delta -> delta == 0);
        return new Counters(deltas);
    }

    boolean isEmpty() {
        return deltas.isEmpty();
    }

    Uni<Void> save(SqlConnection connection, ViewSchema schema) {
        Tuple tuple = Tuple.tuple();
        tuple.addArrayOfString(
                deltas.keySet().stream().map(cell -> cell.kind().wireName()).toArray(String[]::new));
        tuple.addArrayOfUUID(deltas.keySet().stream().map(Cell::organization).toArray(UUID[]::new));
        tuple.addArrayOfUUID(deltas.keySet().stream().map(Cell::project).toArray(UUID[]::new));
        tuple.addArrayOfUUID(deltas.keySet().stream().map(Cell::namespace).toArray(UUID[]::new));
        tuple.addArrayOfLong(deltas.values().toArray(Long[]::new));
        return connection
                .preparedQuery("""
                    insert into %s.counter as c (kind, organization_id, project_id, namespace_id, n)
                    select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[])
                    on conflict (kind, organization_id, project_id, namespace_id) do update set n = c.n + excluded.n
                    """.formatted(schema.name()))
                .execute(tuple)
                .replaceWithVoid();
    }
}
