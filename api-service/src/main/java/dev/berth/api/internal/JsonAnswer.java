package dev.berth.api.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.events.EventJson;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Map;

/** Answers in the JSON that services speak among each other. */
public final class JsonAnswer {

    public static Response of(int status, Object body) {
        try {
            return text(status, EventJson.MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Response problem(int status, String message) {
        return of(status, Map.of("message", message));
    }

    static Response text(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json)
                .build();
    }

    private JsonAnswer() {}
}
