package dev.berth.events;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All event types there are, found from the sealed hierarchy, so that none can be forgotten. */
public final class EventTypes {

    private static final Map<String, Class<? extends Event>> BY_TYPE =
            leaves(Event.class).collect(toUnmodifiableMap(EventTypes::declared, identity()));

    private static final Map<Class<? extends Event>, String> BY_CLASS =
            BY_TYPE.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    /** The CloudEvents type of an event. */
    public static String of(Event event) {
        return of(event.getClass());
    }

    /** The CloudEvents type of a class of events. */
    public static String of(Class<? extends Event> event) {
        String type = BY_CLASS.get(event);
        if (type == null) {
            throw new IllegalArgumentException(event + " is not an event");
        }
        return type;
    }

    /** The class of events of that CloudEvents type; {@link UnknownEventType} when this version knows none. */
    public static Class<? extends Event> classOf(String type) {
        Class<? extends Event> found = BY_TYPE.get(type);
        if (found == null) {
            throw new UnknownEventType(type);
        }
        return found;
    }

    /** All types, sorted. */
    public static List<String> all() {
        return BY_TYPE.keySet().stream().sorted().toList();
    }

    private static Stream<Class<? extends Event>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypes::leaves)
                : Stream.of(type.asSubclass(Event.class));
    }

    private static String declared(Class<? extends Event> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalStateException(event + " has no @EventType");
        }
        return type.value();
    }

    /** An event of a type that this version does not know, from a newer one. */
    public static final class UnknownEventType extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnknownEventType(String type) {
            super("this version knows no event type " + type + "; was it written by a newer one?");
        }
    }

    private EventTypes() {}
}
