package dev.berth.events.spec;

import java.util.List;
import java.util.Map;

/**
 * All that can be configured of a trigger.
 *
 * @param attributes what only one dialect knows, kept under {@code <dialect>.<field>}
 */
public record TriggerSpec(
        String name,
        String description,
        List<String> tags,
        Destination destination,
        Source source,
        Map<String, String> attributes) {

    public TriggerSpec {
        tags = List.copyOf(tags);
        attributes = Copies.ordered(attributes);
    }

    /**
     * How the container is called.
     *
     * @param path begins with {@code /}
     */
    public record Destination(String path, Method method) {
        public static final Destination DEFAULT = new Destination("/", Method.POST);
    }

    /** The HTTP methods that a trigger may use. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }
}
