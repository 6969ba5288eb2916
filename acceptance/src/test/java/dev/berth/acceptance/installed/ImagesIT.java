package dev.berth.acceptance.installed;

import static dev.berth.acceptance.installed.Command.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of {@code ./berth images}, on a base of this machine. */
class ImagesIT {

    private static Map<String, String> made = Map.of();

    @BeforeAll
    static void make() throws Exception {
        made = BuiltImages.digests("images of the services");
    }

    @Test
    void there_is_one_of_each_service_and_of_each_server() {
        assertThat(made.keySet())
                .containsExactlyInAnyOrder(
                        BuiltImages.name("api-service"),
                        BuiltImages.name("gateway-service"),
                        BuiltImages.name("kafka"),
                        BuiltImages.name("postgres"),
                        BuiltImages.name("reconciler-service"));
    }

    @Test
    void the_same_sources_make_the_same_digests(@TempDir Path folder) throws Exception {
        assertThat(BuiltImages.make("--tar", folder.toString())).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "reconciler-service", "gateway-service", "kafka", "postgres"})
    void an_image_runs_as_nobody(String image) throws Exception {
        assertThat(config(image).path("User").asText()).isEqualTo("65532:65532");
    }

    @Test
    void the_heap_follows_the_limit_of_the_container() throws Exception {
        assertThat(heap("512m")).isEqualTo(2 * heap("256m"));
    }

    @Test
    void whether_a_service_is_ready_is_asked_by_a_program_of_its_image() throws Exception {
        Command.Outcome nothingRuns = Command.in(ROOT)
                .outcome(
                        "docker",
                        "run",
                        "--rm",
                        "--entrypoint=java",
                        BuiltImages.name("gateway-service"),
                        "-cp",
                        "/health",
                        "dev.berth.images.health.Ready",
                        "8082");

        assertThat(nothingRuns.exit()).isEqualTo(1);
        assertThat(nothingRuns.said()).contains("not ready: Connection refused");
    }

    private static long heap(String memory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--memory=" + memory));
        command.addAll(List.of("--entrypoint=java", BuiltImages.name("api-service")));
        for (JsonNode argument : config("api-service").path("Entrypoint")) {
            if (argument.asText().startsWith("-XX")) {
                command.add(argument.asText());
            }
        }
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        String flags = Command.in(ROOT).run(command.toArray(String[]::new));
        return flags.lines()
                .filter(line -> line.contains(" MaxHeapSize "))
                .map(line -> line.replaceAll(".*= *(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode config(String image) throws IOException, InterruptedException {
        String inspected = Command.in(ROOT).run("docker", "image", "inspect", BuiltImages.name(image));
        return new ObjectMapper().readTree(inspected).get(0).path("Config");
    }
}
