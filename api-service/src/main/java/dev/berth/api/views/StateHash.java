package dev.berth.api.views;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.stream.Collectors;

/**
 * A fingerprint of a set of views: of every row that ever was, with its version, and of the counters. Two sets that
 * were made from the same events have the same, however they were made.
 */
record StateHash(String value, long streams) {

    /** On a connection whose time zone is set: times are part of the fingerprint as text. */
    static Uni<StateHash> of(SqlClient connection, ViewSchema schema) {
        String rows = ViewTable.all().stream()
                .map(table -> "select id, sha256(convert_to(v::text, 'UTF8')) as row from %s.%s v"
                        .formatted(schema.name(), table.name()))
                .collect(Collectors.joining(" union all "));
        return connection
                .query("""
                    select encode(sha256(coalesce(string_agg(row, ''::bytea order by id, row), '')), 'hex') as hash,
                           count(*) as streams
                    from (%s
                      union all select null, sha256(convert_to(c::text, 'UTF8')) from %s.counter c where n <> 0
                      union all select id, sha256(convert_to(kind || id || version, 'UTF8')) from %2$s.stuck) rows
                    """.formatted(rows, schema.name()))
                .execute()
                .map(found -> found.iterator().next())
                .map(row -> new StateHash(row.getString("hash"), row.getLong("streams")));
    }
}
