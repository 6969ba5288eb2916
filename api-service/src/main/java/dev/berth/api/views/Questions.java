package dev.berth.api.views;

import java.util.Collection;
import java.util.List;

/**
 * The SQL of questions. Each also says, in the same snapshot and without another round trip, whether the views have
 * yet to reach something of what was asked about that a transaction before {@code $1} wrote, and which transactions
 * come after this snapshot.
 */
final class Questions {

    /** Parameters that every question begins with: the horizon, and two of its own. */
    private static final int COMMON = 3;

    private static final String HORIZON = "pg_snapshot_xmax(pg_current_snapshot())::text as horizon";

    /** Of one resource: {@code $2} is its id, {@code $3} its kind. */
    static String one(ViewTable table, Conditions visible) {
        return """
            select %s,
                   exists (select from unseen where stream_id = $2 and stream_kind = $3 and tx < $1::text::xid8) as unseen,
                   exists (select from views.stuck where kind = $3 and id = $2) as stuck,
                   (select body from views.%s where id = $2 and listed%s) as body
            """.formatted(HORIZON, table.name(), visible.sql(COMMON + 1));
    }

    /**
     * Of one page: {@code $2} is how many come before it, {@code $3} how many it may have. A page in the second half is
     * looked for from the end. Bodies are fetched one by one: how many there will be is unknown when this is planned, and a
     * join would be planned for a tenth of the table, and read all of it.
     */
    static String page(ViewTable table, Conditions wanted, Conditions written, Order order) {
        String where = "listed" + wanted.sql(COMMON + 1);
        int afterWanted = COMMON + 1 + wanted.values().size();
        String key = key(order);
        return """
            with total as materialized (select %1$s as n),
            forwards as (
              select id, %6$s from views.%2$s where %3$s order by %4$s
              limit case when $2 * 2 <= (select n from total) then $3 else 0 end offset $2),
            backwards as (
              select id, %6$s from views.%2$s where %3$s order by %5$s
              limit case when $2 * 2 <= (select n from total) then 0
                         else (select least($3, greatest(n - $2, 0)) from total) end
              offset (select greatest(n - $2 - $3, 0) from total)),
            page as (
              select id, %6$s, (select body from views.%2$s v where v.id = found.id) as body
              from (select * from forwards union all select * from backwards) found)
            select %9$s, exists (select from unseen where tx < $1::text::xid8 and stream_kind = '%7$s'%8$s) as unseen,
                   total.n as total, page.body
            from total left join page on true order by %4$s
            """.formatted(
                        total(table, wanted),
                        table.name(),
                        where,
                        key + (ascending(order) ? ", id" : " desc, id desc"),
                        key + (ascending(order) ? " desc, id desc" : ", id"),
                        key,
                        table.kind().wireName(),
                        written.sql(afterWanted),
                        HORIZON);
    }

    private static String total(ViewTable table, Conditions wanted) {
        return wanted.onlyOn(table.countedBy())
                ? "(select coalesce(sum(n), 0)::bigint from views.counter where kind = '%s'%s)"
                        .formatted(table.kind().wireName(), wanted.sql(COMMON + 1))
                : "(select count(*) from views.%s where listed%s)".formatted(table.name(), wanted.sql(COMMON + 1));
    }

    /** What of the conditions is known of an event that no view shows yet. */
    static Collection<String> knownWhenWritten(ViewTable table) {
        return switch (table.kind()) {
            case ORGANIZATION -> List.of();
            case PROJECT, API_KEY -> List.of(ViewTable.ORGANIZATION);
            case NAMESPACE -> List.of(ViewTable.ORGANIZATION, ViewTable.PROJECT);
            case CONTAINER, DOMAIN, TOKEN, TRIGGER -> table.countedBy();
        };
    }

    private static String key(Order order) {
        return switch (order) {
            case CREATED_ASC, CREATED_DESC -> "created_at";
            case NAME_ASC, NAME_DESC -> "name";
        };
    }

    private static boolean ascending(Order order) {
        return switch (order) {
            case CREATED_ASC, NAME_ASC -> true;
            case CREATED_DESC, NAME_DESC -> false;
        };
    }

    private Questions() {}
}
