package dev.berth.api.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.events.EventJson;
import dev.berth.events.Kind;
import dev.berth.events.StreamId;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;

/** Tells the database's failures apart: what {@code append_events} refuses, what passes, and all others. */
final class DatabaseFailure {

    /**
     * Serialization failure, deadlock, too many connections, a server that goes down or comes up, and no such function: a
     * newer api-service has come, and writes the log in another way; this one is about to be replaced.
     */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "53300", "57P01", "57P02", "57P03", "42883");

    private static final String CONNECTION_EXCEPTIONS = "08";

    /** The refusal as data, or the failure itself. */
    static Throwable refused(Throwable failure) {
        if (failure instanceof PgException refusal && refusal.getSqlState() != null) {
            return switch (refusal.getSqlState()) {
                case "BE001" -> writeConflict(detail(refusal));
                case "BE002" -> nameTaken(detail(refusal));
                case "BE003" -> limitReached(detail(refusal));
                default -> failure;
            };
        }
        return failure;
    }

    /** Whether the same call may do better in a moment. */
    static boolean isPassing(Throwable failure) {
        return switch (failure) {
            case PgException refused ->
                PASSING.contains(refused.getSqlState()) || refused.getSqlState().startsWith(CONNECTION_EXCEPTIONS);
            case VertxException _, NoStackTraceThrowable _, IOException _, TimeoutException _ -> true;
            default -> false;
        };
    }

    private static WriteConflict writeConflict(JsonNode detail) {
        return new WriteConflict(
                StreamId.parse(detail.get("stream").textValue()),
                detail.get("expected").longValue(),
                detail.get("actual").longValue());
    }

    private static NameTaken nameTaken(JsonNode detail) {
        return new NameTaken(
                new UniqueName(
                        detail.get("scope").textValue(), detail.get("name").textValue()),
                StreamId.parse(detail.get("holder").textValue()));
    }

    private static LimitReached limitReached(JsonNode detail) {
        return new LimitReached(
                UUID.fromString(detail.get("owner").textValue()),
                Kind.of(detail.get("kind").textValue()),
                detail.get("most").longValue(),
                detail.get("current").longValue());
    }

    private static JsonNode detail(PgException refusal) {
        try {
            return EventJson.MAPPER.readTree(refusal.getDetail());
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private DatabaseFailure() {}
}
