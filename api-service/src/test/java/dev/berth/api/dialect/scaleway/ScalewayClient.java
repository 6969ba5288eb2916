package dev.berth.api.dialect.scaleway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.api.Tenants.Tenant;
import dev.berth.api.dialect.Http;
import java.util.ArrayList;
import java.util.List;

/** A client of Scaleway's v1 API. */
public final class ScalewayClient {

    public static final String C = "/containers/v1/regions/fr-par";

    private final Http http;

    private ScalewayClient(Http http) {
        this.http = http;
    }

    public static ScalewayClient of(Tenant tenant) {
        return new ScalewayClient(Http.api().with("X-Auth-Token", tenant.secret()));
    }

    public Http http() {
        return http;
    }

    /** The id of a new namespace. */
    public String namespace(String name) {
        return ok(http.send("POST", C + "/namespaces", "{\"name\":\"" + name + "\"}"))
                .path("id")
                .asText();
    }

    /** The id of a new container. */
    public String container(String namespace, String name) {
        return ok(post("/containers", container(namespace, name, "")))
                .path("id")
                .asText();
    }

    /** A request for a container, with further members if any. */
    public static String container(String namespace, String name, String more) {
        return "{\"namespace_id\":\"" + namespace + "\",\"name\":\"" + name + "\",\"image\":\"nginx:latest\"" + more
                + "}";
    }

    public Http.Response post(String path, String body) {
        return http.send("POST", C + path, body);
    }

    public Http.Response patch(String path, String body) {
        return http.send("PATCH", C + path, body);
    }

    public Http.Response get(String path) {
        return http.get(C + path);
    }

    public Http.Response delete(String path) {
        return http.delete(C + path);
    }

    /** The body of an answer that is a success in every respect that clients look at. */
    public static JsonNode ok(Http.Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        return response.json();
    }

    /** The keys of an object, in the order in which they were sent. */
    public static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
