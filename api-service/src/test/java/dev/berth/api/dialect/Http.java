package dev.berth.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.api.openapi.Promises;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client that sends what it is told, byte by byte, and shows what comes back. Each answer is held to what the API's
 * document says of it.
 */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String base;
    private final Map<String, String> headers;

    private Http(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A client of the application under test. */
    public static Http api() {
        return new Http(RestAssured.baseURI + ":" + RestAssured.port, Map.of());
    }

    public Http with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Http(base, more);
    }

    public Response get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Response delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Response send(String method, String path, String body) {
        Response response = send(method, path, BodyPublishers.ofString(body));
        Promises.holdAccepted(method, path, body, response);
        return response;
    }

    public Response send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        headers.forEach(request::header);
        try {
            Response response = Response.of(CLIENT.send(request.build(), BodyHandlers.ofString()));
            Promises.hold(method, path, response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What came back. */
    public record Response(int status, HttpHeaders headers, String text) {

        private static Response of(HttpResponse<String> response) {
            return new Response(response.statusCode(), response.headers(), response.body());
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + text, e);
            }
        }

        public String text(String field) {
            return json().path(field).asText();
        }
    }
}
