package dev.berth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of resources whose history the log keeps; each has a topic of its own. */
public enum Kind {
    ORGANIZATION("organization"),
    PROJECT("project"),
    API_KEY("api-key"),
    NAMESPACE("namespace"),
    CONTAINER("container"),
    DOMAIN("domain"),
    TOKEN("token"),
    TRIGGER("trigger");

    private static final Map<String, Kind> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::wireName, Function.identity()));

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in topics, subjects and event types. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The id of this kind that has the given value. */
    public ResourceId id(UUID value) {
        return switch (this) {
            case ORGANIZATION -> new OrganizationId(value);
            case PROJECT -> new ProjectId(value);
            case API_KEY -> new ApiKeyId(value);
            case NAMESPACE -> new NamespaceId(value);
            case CONTAINER -> new ContainerId(value);
            case DOMAIN -> new DomainId(value);
            case TOKEN -> new TokenId(value);
            case TRIGGER -> new TriggerId(value);
        };
    }

    /** The kind of that wire name; {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static Kind of(String wireName) {
        Kind kind = BY_WIRE_NAME.get(wireName);
        if (kind == null) {
            throw new IllegalArgumentException("no kind of resource is called " + wireName);
        }
        return kind;
    }
}
