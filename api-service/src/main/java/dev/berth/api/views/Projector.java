package dev.berth.api.views;

import dev.berth.api.views.Folding.Folded;
import dev.berth.api.views.ViewSchema.Overtaken;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Takes the live views further by what has arrived: all of it in one transaction, each event once in effect and in the
 * order of its stream, whatever was delivered twice or not at all.
 */
@ApplicationScoped
class Projector {

    /** Held shared while a batch is written, and exclusively while a rebuilt set of views takes the place of this one. */
    static final long TURNSTILE = 0x6265727468766965L;

    private static final Logger LOG = Logger.getLogger(Projector.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /** A transaction that was flushed is visible within milliseconds, once its process gets a processor. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Answers how many of the streams are not in the database as far as they were delivered. */
    private static final String CROSS = """
            with seen as (select * from unnest($1::text[], $2::uuid[], $3::bigint[]) as seen(kind, id, version)),
            crossed as (
                delete from unseen u using seen
                where u.stream_id = seen.id and u.stream_kind = seen.kind and u.version <= seen.version)
            select count(*) from seen where seen.version > coalesce(
                (select version from stream where id = seen.id and kind = seen.kind), 0)
            """;

    /** A stream whose next event cannot be projected. */
    record Stuck(StreamId stream, long version, String problem) {}

    private final Pool database;
    private final Log log;
    private final Signal moved;
    private final ProjectionMetrics metrics;

    Projector(Pool database, Log log, Signal moved, ProjectionMetrics metrics) {
        this.database = database;
        this.log = log;
        this.moved = moved;
        this.metrics = metrics;
    }

    /** Ends well only when all of it is in the database. */
    Uni<Void> project(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<StreamId, List<Arrival>> streams = byStream(arrivals);
        return batch(streams)
                .onFailure(Projector::isAboutData)
                .recoverWithUni(failure -> streams.size() == 1 ? giveUp(streams, failure) : oneByOne(streams))
                .invoke(() -> {
                    moved.fire();
                    metrics.projected(arrivals);
                });
    }

    /** In one order for all projectors, so that none waits for one that waits for it. */
    static Map<StreamId, List<Arrival>> byStream(List<Arrival> arrivals) {
        Map<StreamId, List<Arrival>> streams =
                new TreeMap<>(Comparator.comparing(StreamId::kind).thenComparing(StreamId::value));
        arrivals.forEach(arrival -> streams.computeIfAbsent(arrival.stream(), _ -> new ArrayList<>())
                .add(arrival));
        return streams;
    }

    private Uni<Void> batch(Map<StreamId, List<Arrival>> streams) {
        return onceVisible(deadline -> beginnings(streams)
                .map(steps -> begin(streams, steps, deadline)
                        .onFailure(Overtaken.class)
                        .recoverWithUni(() -> goOn(streams, deadline)))
                .orElseGet(() -> goOn(streams, deadline)));
    }

    /** What the streams come to, when all of them begin here and nothing is wrong with any. */
    private static Optional<List<Step>> beginnings(Map<StreamId, List<Arrival>> streams) {
        if (streams.entrySet().stream()
                .anyMatch(entry -> Folding.needsLog(StoredView.none(entry.getKey()), entry.getValue()))) {
            return Optional.empty();
        }
        List<Step> steps = fold(Map.of(), streams);
        return steps.stream().allMatch(step -> step.after().problem().isEmpty())
                ? Optional.of(steps)
                : Optional.empty();
    }

    /**
     * Each answer that is waited for is a way through a busy machine, so what the views have of streams that begin is not
     * asked for: whatever it were, it would be in the way of what is written.
     */
    private Uni<Void> begin(Map<StreamId, List<Arrival>> streams, List<Step> steps, long deadline) {
        return database.withTransaction(connection -> Uni.combine()
                .all()
                .unis(
                        enter(connection),
                        ViewSchema.LIVE.save(connection, changes(steps)),
                        ViewSchema.LIVE.free(connection, streams.keySet()),
                        cross(connection, streams, deadline))
                .discardItems());
    }

    private Uni<Void> goOn(Map<StreamId, List<Arrival>> streams, long deadline) {
        return database.withTransaction(connection -> Uni.combine()
                        .all()
                        .unis(
                                enter(connection),
                                apply(connection, ViewSchema.LIVE, streams),
                                cross(connection, streams, deadline))
                        .with((_, stuck, _) -> stuck))
                .invoke(stuck -> stuck.forEach(this::warn))
                .replaceWithVoid();
    }

    /**
     * The server tells of a transaction once it is flushed, which may be a moment before others see what it wrote: what
     * comes so early is tried again until it is there.
     *
     * @param attempt is given the time ({@link System#nanoTime}) from which on it takes things as they are
     */
    private Uni<Void> onceVisible(LongFunction<Uni<Void>> attempt) {
        return onceVisible(attempt, System.nanoTime() + PATIENCE.toNanos(), FIRST_PAUSE);
    }

    private Uni<Void> onceVisible(LongFunction<Uni<Void>> attempt, long deadline, Duration pause) {
        return attempt.apply(deadline).onFailure(Early.class).recoverWithUni(() -> {
            metrics.early();
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .flatMap(_ -> onceVisible(attempt, deadline, longer(pause)));
        });
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** What was delivered cannot be read in the database yet. */
    private static final class Early extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Early() {
            super("not visible yet", null, false, false);
        }
    }

    /**
     * From then on no table is read whole: plans are made while there are few rows, and kept when there are many. Not a
     * prepared statement: that may be sent after others which were asked for later.
     */
    private static Uni<Void> enter(SqlConnection connection) {
        return connection
                .query("select pg_advisory_xact_lock_shared(" + TURNSTILE
                        + "), set_config('enable_seqscan', 'off', true)")
                .execute()
                .replaceWithVoid();
    }

    /** What a stream has between two versions, the first not included. */
    Uni<List<Arrival>> missing(SqlConnection connection, StreamId stream, long after, long upTo) {
        return log.read(connection, stream, after, upTo)
                .map(arrivals -> arrivals.stream()
                        .filter(arrival -> arrival.version() <= upTo)
                        .toList());
    }

    /** Takes a set of views further; answers which streams cannot go on now, and could before. */
    Uni<List<Stuck>> apply(SqlConnection connection, ViewSchema schema, Map<StreamId, List<Arrival>> streams) {
        return Uni.combine()
                .all()
                .unis(schema.load(connection, streams.keySet()), schema.stuck(connection))
                .asTuple()
                .flatMap(found -> heal(connection, found.getItem1(), streams)
                        .flatMap(whole -> save(connection, schema, fold(found.getItem1(), whole), found.getItem2())));
    }

    /** Where something is missing, the log has it; one stream is read after another, however many there are. */
    private Uni<Map<StreamId, List<Arrival>>> heal(
            SqlConnection connection, Map<StreamId, StoredView> stored, Map<StreamId, List<Arrival>> streams) {
        Map<StreamId, List<Arrival>> whole = new LinkedHashMap<>(streams); // which keeps their order
        return Multi.createFrom()
                .iterable(streams.entrySet())
                .filter(entry -> Folding.needsLog(stored(stored, entry.getKey()), entry.getValue()))
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> heal(connection, stored(stored, entry.getKey()), entry.getValue())
                                .invoke(found -> whole.put(entry.getKey(), found)))
                .collect()
                .last()
                .replaceWith(whole);
    }

    private Uni<List<Arrival>> heal(SqlConnection connection, StoredView view, List<Arrival> arrivals) {
        LOG.debugf("reading %s from the log after version %d, to fill a hole", view.stream(), view.version());
        metrics.healed();
        return log.read(
                connection, view.stream(), view.version(), arrivals.getLast().version());
    }

    private static List<Step> fold(Map<StreamId, StoredView> stored, Map<StreamId, List<Arrival>> streams) {
        List<Step> steps = new ArrayList<>(streams.size());
        streams.forEach((stream, arrivals) -> {
            StoredView before = stored(stored, stream);
            steps.add(new Step(before, Folding.fold(before, arrivals)));
        });
        return steps;
    }

    private record Step(StoredView before, Folded after) {
        boolean moved() {
            return after.view().version() > before.version();
        }
    }

    private static Uni<List<Stuck>> save(
            SqlConnection connection, ViewSchema schema, List<Step> steps, Set<StreamId> stuckBefore) {
        List<Stuck> stuck = steps.stream()
                .flatMap(step -> step.after().problem().stream()
                        .map(problem -> new Stuck(
                                step.before().stream(), step.after().view().version(), problem)))
                .toList();
        List<StreamId> freed = steps.stream()
                .filter(step -> step.after().problem().isEmpty())
                .map(step -> step.before().stream())
                .filter(stuckBefore::contains)
                .toList();
        List<Stuck> news = stuck.stream()
                .filter(one -> !stuckBefore.contains(one.stream()))
                .toList();
        return Pipeline.all(
                        List.of(schema.save(connection, changes(steps)), schema.saveStuck(connection, stuck, freed)))
                .replaceWith(news);
    }

    private static List<Change> changes(List<Step> steps) {
        return steps.stream()
                .filter(Step::moved)
                .map(step -> new Change(step.before(), step.after().view()))
                .toList();
    }

    /**
     * Crosses out what the views have seen now, and fails with {@link Early} where that may not be there yet. That of a
     * stream which cannot go on goes too, or every list that it belongs in would wait for it in vain.
     */
    private static Uni<Void> cross(SqlConnection connection, Map<StreamId, List<Arrival>> streams, long deadline) {
        Collection<List<Arrival>> arrivals = streams.values();
        Tuple tuple = Tuple.tuple();
        tuple.addArrayOfString(streams.keySet().stream()
                .map(stream -> stream.kind().wireName())
                .toArray(String[]::new));
        tuple.addArrayOfUUID(streams.keySet().stream().map(StreamId::value).toArray(UUID[]::new));
        tuple.addArrayOfLong(
                arrivals.stream().map(list -> list.getLast().version()).toArray(Long[]::new));
        return connection
                .preparedQuery(CROSS)
                .execute(tuple)
                .map(rows -> rows.iterator().next().getLong(0))
                .invoke(early -> refuse(early, deadline))
                .replaceWithVoid();
    }

    private static void refuse(long early, long deadline) {
        if (early > 0 && System.nanoTime() - deadline < 0) {
            throw new Early();
        }
        if (early > 0) {
            LOG.warnf(
                    "Kafka has events of %d streams that the database does not have; they are shown all the same",
                    early);
        }
    }

    /** One stream must not hold up the others. */
    private Uni<Void> oneByOne(Map<StreamId, List<Arrival>> streams) {
        return Multi.createFrom()
                .iterable(streams.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> one(Map.of(entry.getKey(), entry.getValue())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> one(Map<StreamId, List<Arrival>> stream) {
        return batch(stream).onFailure(Projector::isAboutData).recoverWithUni(failure -> giveUp(stream, failure));
    }

    private Uni<Void> giveUp(Map<StreamId, List<Arrival>> one, Throwable failure) {
        StreamId stream = one.keySet().iterator().next();
        return onceVisible(deadline -> database.withTransaction(connection -> enter(connection)
                .flatMap(_ -> ViewSchema.LIVE.load(connection, one.keySet()))
                .flatMap(found -> {
                    Stuck stuck = new Stuck(stream, stored(found, stream).version(), failure.toString());
                    warn(stuck);
                    return ViewSchema.LIVE.saveStuck(connection, List.of(stuck), List.of());
                })
                .flatMap(_ -> cross(connection, one, deadline))));
    }

    private void warn(Stuck stuck) {
        LOG.errorf(
                "the view of %s cannot go on after version %d: %s", stuck.stream(), stuck.version(), stuck.problem());
    }

    /** PostgreSQL refuses what is to be written, and would refuse it again. */
    private static boolean isAboutData(Throwable failure) {
        return failure instanceof PgException refused
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23")
                        || refused.getSqlState().startsWith("54"));
    }

    private static StoredView stored(Map<StreamId, StoredView> stored, StreamId stream) {
        return stored.getOrDefault(stream, StoredView.none(stream));
    }
}
