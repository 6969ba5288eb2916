package dev.berth.benchmarks.figure;

import dev.berth.benchmarks.peer.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes events straight into the log, with all that an append leaves there, where the API is not what is measured. */
final class Appends {

    private static final String ORGANIZATIONS = """
            with fresh as materialized (select gen_random_uuid() as id from generate_series(1, ?)),
            moved as (insert into stream (kind, id, version, organization_id, changed_at)
                      select 'organization', id, 1, id, now() from fresh),
            marked as (insert into unseen (stream_kind, stream_id, version, organization_id)
                       select 'organization', id, 1, id from fresh)
            insert into event (event_id, stream_kind, stream_id, version, organization_id, time, type, actor,
                               correlation, body)
            select gen_random_uuid(), 'organization', id, 1, id, now(), 'dev.berth.organization.created.v1',
                   'berth/bench', 'bench', '{"id":"' || id || '","name":"bench"}'
            from fresh returning event_id
            """;

    /** Takes the events of real containers as patterns, but not their deployments: nothing is to be started. */
    private static final String CONTAINERS = """
            with fresh as materialized (
                select gen_random_uuid() as id, pattern, 'seed-' || n as name
                from unnest(?::uuid[]) as pattern, generate_series(1, ?::int) as n),
            owned as materialized (
                select f.id, s.organization_id, s.project_id, s.namespace_id
                from fresh f join stream s on s.kind = 'container' and s.id = f.pattern),
            moved as (insert into stream (kind, id, version, organization_id, project_id, namespace_id, changed_at)
                      select 'container', id, 2, organization_id, project_id, namespace_id, now() from owned),
            marked as (insert into unseen (stream_kind, stream_id, version, organization_id, project_id, namespace_id)
                       select 'container', id, 2, organization_id, project_id, namespace_id from owned)
            insert into event (event_id, stream_kind, stream_id, version, organization_id, project_id, time, type, actor,
                               correlation, body)
            select gen_random_uuid(), 'container', f.id, p.version, p.organization_id, p.project_id, now(), p.type,
                   p.actor, 'bench',
                   replace(replace(p.body, p.stream_id::text, f.id::text), '"pattern', '"' || f.name)
            from fresh f join event p on p.stream_kind = 'container' and p.stream_id = f.pattern and p.version <= 2
            order by f.id, p.version
            """;

    /** Organizations that only came to be: an event each. Gives the events' ids. */
    static List<String> organizations(Connection connection, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ORGANIZATIONS)) {
            statement.setInt(1, count);
            List<String> ids = new ArrayList<>(count);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    /** So many containers beside each of the given ones, which are like it but for the name; two events each. */
    static void containers(Postgres postgres, List<String> patterns, int each) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(CONTAINERS)) {
            statement.setArray(1, connection.createArrayOf("uuid", patterns.toArray()));
            statement.setInt(2, each);
            statement.execute();
        }
    }

    private Appends() {}
}
