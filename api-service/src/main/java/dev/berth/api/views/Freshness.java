package dev.berth.api.views;

import dev.berth.api.refusal.Refusal.Busy;
import dev.berth.api.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Asks questions so that the answer holds all that was acknowledged before. A transaction that writes events also
 * writes down that the views have not seen them, and the projector crosses that out together with its write; so one
 * statement tells both what the views show and what they lack.
 */
@ApplicationScoped
class Freshness {

    /** The highest transaction id there can be: nothing comes after it. */
    private static final String ANY = "18446744073709551615";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Pool database;
    private final Signal moved;
    private final ViewsConfig config;

    Freshness(Pool database, Signal moved, ViewsConfig config) {
        this.database = database;
        this.moved = moved;
        this.config = config;
    }

    /** Asks; {@code parameters} are those of the question but for the first. */
    Uni<RowSet<Row>> ask(String sql, List<Object> parameters) {
        long deadline = System.nanoTime() + config.patience().toNanos();
        return ask(sql, parameters, ANY, FIRST_PAUSE, deadline);
    }

    /** What was written after the question was asked need not be in the answer: the horizon stays that of the start. */
    private Uni<RowSet<Row>> ask(String sql, List<Object> parameters, String horizon, Duration pause, long deadline) {
        return database.preparedQuery(sql).execute(tuple(horizon, parameters)).flatMap(rows -> {
            Row first = rows.iterator().next();
            if (!first.getBoolean("unseen")) {
                return Uni.createFrom().item(rows);
            }
            if (System.nanoTime() - deadline >= 0) {
                return Uni.createFrom().failure(new Refused(new Busy(config.retryAfter())));
            }
            String start = horizon.equals(ANY) ? first.getString("horizon") : horizon;
            return moved.next(pause).flatMap(_ -> ask(sql, parameters, start, longer(pause), deadline));
        });
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static Tuple tuple(String horizon, List<Object> parameters) {
        Tuple tuple = Tuple.tuple();
        tuple.addString(horizon);
        parameters.forEach(tuple::addValue);
        return tuple;
    }
}
