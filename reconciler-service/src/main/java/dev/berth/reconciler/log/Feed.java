package dev.berth.reconciler.log;

import dev.berth.events.CloudEventCodec;
import dev.berth.events.ContainerEvent;
import dev.berth.events.ContainerId;
import dev.berth.events.Event;
import dev.berth.events.EventTypes;
import dev.berth.events.NamespaceEvent;
import dev.berth.events.Position;
import dev.berth.events.Recorded;
import dev.berth.events.StreamId;
import dev.berth.reconciler.container.Stories;
import dev.berth.reconciler.container.Surroundings.Heard;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Follows the log: takes each event of each stream once and in order, heals holes, and knows which containers are ours
 * and whether all that is known of them has been read.
 */
public final class Feed implements Heard {

    private static final Logger LOG = Logger.getLogger(Feed.class);

    /** What is done about news. */
    public interface Listener {
        /** There is news of the container. */
        void changed(ContainerId container);

        /** All that is known of some containers has been read. */
        void caughtUp();

        /** These containers are another's now; returns when nothing is done about them any more. */
        void lost(Collection<ContainerId> containers);
    }

    private final Stories stories;
    private final LogReader reader;
    private final Listener listener;
    private final Map<StreamId, Position> positions = new ConcurrentHashMap<>();
    private final Set<StreamId> holes = ConcurrentHashMap.newKeySet();
    private final Set<String> unknownTypes = ConcurrentHashMap.newKeySet();
    private final Map<ContainerId, Integer> partitions = new ConcurrentHashMap<>();
    private final CatchingUp containers = new CatchingUp();
    private final CatchingUp namespaces = new CatchingUp();
    private volatile ToIntFunction<StreamId> partitioner = _ -> 0;

    public Feed(Stories stories, LogReader reader, Listener listener) {
        this.stories = stories;
        this.reader = reader;
        this.listener = listener;
    }

    /** An event of Kafka's, without Kafka's types. */
    public record Arrived(int partition, long offset, Map<String, String> headers, String value) {}

    /**
     * These partitions of containers are ours from now on.
     *
     * @param ends the offsets up to which they have to be read before anything is done
     * @param partitionOf in which partition a stream is, for containers that the log is silent about
     */
    public void own(Map<Integer, Long> ends, ToIntFunction<StreamId> partitionOf) {
        partitioner = partitionOf;
        containers.begin(ends);
        tellIfCaughtUp(ends.keySet());
    }

    /** These partitions are ours no more. */
    public void lose(Collection<Integer> lost) {
        containers.end(lost);
        Set<Integer> gone = Set.copyOf(lost);
        listener.lost(stories.containers().stream()
                .filter(id -> gone.contains(partitionOf(id)))
                .collect(Collectors.toSet()));
    }

    /** All namespaces are read by every reconciler, since containers of any namespace may be ours. */
    public void ownNamespaces(Map<Integer, Long> ends) {
        namespaces.begin(ends);
        tellIfCaughtUp(ends.keySet());
    }

    /** Where to go on reading a partition that was ours before; empty for its beginning. */
    public Optional<Long> nextOffset(int partition) {
        return containers.next(partition);
    }

    /** Takes events of containers, in the order of their partitions. */
    public void takeContainers(List<Arrived> events) {
        Set<ContainerId> changed = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        for (Arrived event : events) {
            take(event).forEach(changed::add);
            if (containers.reach(event.partition(), event.offset() + 1)) {
                reached.add(event.partition());
            }
        }
        changed.forEach(listener::changed);
        tellIfCaughtUp(reached);
    }

    /** Takes events of namespaces. */
    public void takeNamespaces(List<Arrived> events) {
        Set<ContainerId> changed = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        for (Arrived event : events) {
            take(event).forEach(changed::add);
            if (namespaces.reach(event.partition(), event.offset() + 1)) {
                reached.add(event.partition());
            }
        }
        changed.forEach(listener::changed);
        tellIfCaughtUp(reached);
    }

    /** Tries again to heal what could not be healed yet. */
    public void heal() {
        for (StreamId stream : holes) {
            heal(stream).forEach(listener::changed);
        }
        if (!holes.isEmpty()) {
            LOG.warnf("events are still missing, nothing is done about their containers; streams=%s", holes);
        }
    }

    /** Whether everything that is ours has been read. */
    public boolean isCaughtUp() {
        return namespaces.done() && containers.done();
    }

    @Override
    public boolean mayAct(ContainerId container) {
        return namespaces.done() && containers.done(partitionOf(container)) && !holes.contains(container.stream());
    }

    @Override
    public Optional<Boolean> lookUp(ContainerId container) {
        try {
            List<Recorded<Event>> events = reader.after(
                    container.stream(), position(container.stream()).version());
            events.forEach(this::apply);
            return Optional.of(!events.isEmpty() || position(container.stream()).version() > 0);
        } catch (RuntimeException e) {
            LOG.debugf("cannot look up container=%s: %s", container, e.getMessage());
            return Optional.empty();
        }
    }

    private void tellIfCaughtUp(Set<Integer> reached) {
        if (!reached.isEmpty() && namespaces.done()) {
            listener.caughtUp();
        }
    }

    private int partitionOf(ContainerId container) {
        Integer seen = partitions.get(container);
        return seen == null ? partitioner.applyAsInt(container.stream()) : seen;
    }

    /** Answers which containers it concerns. */
    private Set<ContainerId> take(Arrived arrived) {
        StreamId stream;
        long version;
        try {
            stream = StreamId.parse(arrived.headers().getOrDefault(CloudEventCodec.SUBJECT, ""));
            version = Long.parseLong(arrived.headers().getOrDefault(CloudEventCodec.SEQUENCE, ""));
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "a record that is no event of ours; partition=%d offset=%d: %s",
                    arrived.partition(), arrived.offset(), e.getMessage());
            return Set.of();
        }
        if (stream.resource() instanceof ContainerId id) {
            partitions.put(id, arrived.partition());
        }
        return switch (position(stream).step(version)) {
            case SKIP -> Set.of();
            case HEAL -> hole(stream);
            case TAKE -> holes.contains(stream) ? Set.of() : takeNext(stream, version, arrived);
        };
    }

    private Set<ContainerId> hole(StreamId stream) {
        if (holes.contains(stream)) {
            return Set.of();
        }
        LOG.warnf(
                "events are missing, reading the log itself; stream=%s after=%d",
                stream, position(stream).version());
        return heal(stream);
    }

    private Set<ContainerId> takeNext(StreamId stream, long version, Arrived arrived) {
        try {
            return apply(CloudEventCodec.decode(arrived.headers(), arrived.value()));
        } catch (EventTypes.UnknownEventType e) {
            if (unknownTypes.add(String.valueOf(e.getMessage()))) {
                LOG.warn(e.getMessage());
            }
            positions.put(stream, new Position(version));
            return Set.of();
        } catch (RuntimeException e) {
            LOG.errorf(e, "cannot read an event, reading the log itself; stream=%s version=%d", stream, version);
            return heal(stream);
        }
    }

    /** Until it succeeds, nothing is done about the stream: what we know of it may be wrong. */
    private Set<ContainerId> heal(StreamId stream) {
        holes.add(stream);
        try {
            Set<ContainerId> changed = new HashSet<>();
            reader.after(stream, position(stream).version()).forEach(event -> changed.addAll(apply(event)));
            holes.remove(stream);
            return changed;
        } catch (RuntimeException e) {
            LOG.debugf("cannot heal yet; stream=%s: %s", stream, e.getMessage());
            return Set.of();
        }
    }

    private synchronized Set<ContainerId> apply(Recorded<? extends Event> recorded) {
        StreamId stream = recorded.stream();
        if (recorded.version() <= position(stream).version()) {
            return Set.of();
        }
        positions.put(stream, new Position(recorded.version()));
        return switch (recorded.event()) {
            case ContainerEvent event -> {
                stories.take(event, recorded);
                yield Set.of(event.id());
            }
            case NamespaceEvent event -> stories.takeNamespace(event);
            case dev.berth.events.OrganizationEvent _,
                    dev.berth.events.ProjectEvent _,
                    dev.berth.events.ApiKeyEvent _,
                    dev.berth.events.DomainEvent _,
                    dev.berth.events.TokenEvent _,
                    dev.berth.events.TriggerEvent _ -> Set.of();
        };
    }

    private Position position(StreamId stream) {
        return positions.getOrDefault(stream, Position.START);
    }

    /** Reads partitions up to where they ended when they became ours. */
    private static final class CatchingUp {
        private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
        private final Map<Integer, Long> next = new ConcurrentHashMap<>();
        private volatile boolean begun;

        void begin(Map<Integer, Long> fresh) {
            ends.putAll(fresh);
            begun = true;
        }

        void end(Collection<Integer> partitions) {
            ends.keySet().removeAll(partitions);
        }

        /** Whether the partition has just been caught up with. */
        boolean reach(int partition, long offset) {
            boolean before = done(partition);
            next.merge(partition, offset, Math::max);
            return !before && done(partition);
        }

        boolean done(int partition) {
            Long end = ends.get(partition);
            return end != null && next.getOrDefault(partition, 0L) >= end;
        }

        boolean done() {
            return begun && ends.keySet().stream().allMatch(this::done);
        }

        Optional<Long> next(int partition) {
            return Optional.ofNullable(next.get(partition));
        }
    }
}
