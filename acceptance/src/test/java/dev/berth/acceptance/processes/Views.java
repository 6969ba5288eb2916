package dev.berth.acceptance.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What operators may ask of the views. */
final class Views {

    private static final String INTERNAL = "X-Berth-Internal";

    static void assertEqualToARebuild(Service api) {
        JsonNode rebuilt = ask(api, "rebuild");
        assertThat(rebuilt.path("equal").asBoolean())
                .as("the views equal a rebuild: %s", rebuilt)
                .isTrue();
    }

    static void pause(Service api) {
        ask(api, "pause");
    }

    static void resume(Service api) {
        ask(api, "resume");
    }

    private static JsonNode ask(Service api, String what) {
        return Http.call("POST", api.uri("/berth/v1/admin/views/" + what), INTERNAL, Cluster.INTERNAL_SECRET, Map.of());
    }

    private Views() {}
}
