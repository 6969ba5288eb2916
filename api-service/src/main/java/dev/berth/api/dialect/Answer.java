package dev.berth.api.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer in a dialect's words.
 *
 * @param contentType exactly as it is sent: some clients compare it with {@code ===}
 * @param retryAfter when the same request may do
 */
public record Answer(int status, String contentType, JsonNode body, Optional<Duration> retryAfter) {

    public static final String JSON = "application/json";

    private static final JsonMapper WRITER = JsonMapper.builder().build();

    public static Answer ok(JsonNode body) {
        return new Answer(200, JSON, body, Optional.empty());
    }

    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).header("Content-Type", contentType).entity(bytes());
        retryAfter.ifPresent(duration -> response.header("Retry-After", seconds(duration)));
        return response.build();
    }

    public byte[] bytes() {
        try {
            return WRITER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree is always JSON", e);
        }
    }

    /** Whole seconds, rounded up, at least one. */
    public static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
