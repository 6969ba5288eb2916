package dev.berth.gateway.feed;

import dev.berth.events.Position;
import dev.berth.events.StreamId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes each event of a stream once and in order, however it arrives. A hole is filled from the log meanwhile, and
 * holds up no other stream.
 */
final class Follower {

    private static final Logger LOGGER = Logger.getLogger(Follower.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Knowledge knowledge;
    private final Log log;
    private final ScheduledExecutorService healer;
    private final Map<StreamId, Position> positions = new HashMap<>();
    /** Streams with a hole, and the newest version that was seen behind it. */
    private final Map<StreamId, Long> holes = new HashMap<>();

    private final Set<String> unknownTypes = ConcurrentHashMap.newKeySet();

    Follower(Knowledge knowledge, Log log, ScheduledExecutorService healer) {
        this.knowledge = knowledge;
        this.log = log;
        this.healer = healer;
    }

    /** An event has arrived from Kafka. */
    synchronized void arrived(Told told) {
        Position position = position(told.stream());
        switch (position.step(told.version())) {
            case SKIP -> {}
            case TAKE -> take(told);
            case HEAL -> hole(told);
        }
    }

    /** How many streams wait for the log to fill a hole. */
    synchronized int holes() {
        return holes.size();
    }

    private Position position(StreamId stream) {
        return positions.getOrDefault(stream, Position.START);
    }

    private void take(Told told) {
        told.event().ifPresentOrElse(knowledge::take, () -> {
            if (unknownTypes.add(told.type())) {
                LOGGER.warnf("this version knows no event type %s, and passes over it", told.type());
            }
        });
        positions.put(told.stream(), new Position(told.version()));
    }

    private void hole(Told told) {
        StreamId stream = told.stream();
        boolean known = holes.containsKey(stream);
        holes.merge(stream, told.version(), Math::max);
        if (!known) {
            LOGGER.warnf(
                    "events of %s are missing after version %d; reading them from the log",
                    stream, position(stream).version());
            knowledge.doubt(stream);
            heal(stream, FIRST_PAUSE_MILLIS, 0);
        }
    }

    private void heal(StreamId stream, long pauseMillis, long inMillis) {
        var _ = healer.schedule(() -> tryToHeal(stream, pauseMillis), inMillis, TimeUnit.MILLISECONDS);
    }

    private void tryToHeal(StreamId stream, long pauseMillis) {
        try {
            while (!healed(stream, log.read(stream, after(stream)))) {
                LOGGER.debugf("%s has more to read", stream);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOGGER.warnf("cannot read %s from the log (%s); trying again in %d ms", stream, e, pauseMillis);
            heal(stream, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS), pauseMillis);
        }
    }

    private synchronized long after(StreamId stream) {
        return position(stream).version();
    }

    /** Whether nothing is missing any more. */
    private synchronized boolean healed(StreamId stream, List<Told> events) throws IOException {
        long before = position(stream).version();
        for (Told told : events) {
            if (position(stream).step(told.version()) == Position.Step.TAKE) {
                take(told);
            }
        }
        long now = position(stream).version();
        if (now >= holes.getOrDefault(stream, 0L)) {
            holes.remove(stream);
            knowledge.trust(stream);
            return true;
        }
        if (now == before) {
            throw new IOException("the log has nothing after version " + now);
        }
        return false;
    }
}
