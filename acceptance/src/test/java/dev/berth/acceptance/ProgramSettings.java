package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is run, with which variables, and how much of the machine it gets. */
abstract class ProgramSettings extends Settings {

    ProgramSettings(Api api, String namespace) {
        super(api, namespace);
    }

    @Test
    void arguments_of_the_program_of_the_image() throws Exception {
        Deployed container = create("arguments", Map.of("args", List.of("one", "two")));

        assertThat(container.ask("/arguments").body()).isEqualTo("one two");
    }

    @Test
    void a_command_in_the_place_of_the_program_of_the_image() throws Exception {
        Deployed container = create(
                "command",
                Map.of(
                        "command",
                        List.of("/runtime/bin/java", "-cp", "/app/sample.jar", "dev.berth.sample.Sample", "from"),
                        "args",
                        List.of("both")));
        assertThat(container.ask("/arguments").body()).isEqualTo("from both");

        container.change(Map.of("command", List.of("/no/such/program")));

        assertThat(container.awaitError()).contains("cannot run \"/no/such/program\"");
        assertThat(container.ask("/arguments").body()).isEqualTo("from both");
    }

    @Test
    void variables_of_the_container_before_those_of_its_namespace() throws Exception {
        String own =
                namespace("variables", variables(Map.of("SHARED", "of the namespace", "BOTH", "of the namespace")));

        Deployed container = create(own, "variables", variables(Map.of("BOTH", "of the container")));

        assertThat(container.ask("/env?name=SHARED").body()).isEqualTo("of the namespace");
        assertThat(container.ask("/env?name=BOTH").body()).isEqualTo("of the container");
    }

    @Test
    void variables_of_the_namespace_when_they_change() throws Exception {
        String own = namespace("changing", Map.of());
        Deployed container = create(own, "follower", Map.of());

        api.patch(Api.CONTAINERS + "/namespaces/" + own, variables(Map.of("GREETING", "Moin")));

        container.awaitBody("/", "Moin");
    }

    @Test
    void secrets_which_stand_in_clear_nowhere_else() throws Exception {
        String plain = "plain-" + UUID.randomUUID();
        String shared = "shared-" + UUID.randomUUID();
        String secret = "secret-" + UUID.randomUUID();
        String own = namespace("secrets", Map.of("secret_environment_variables", Map.of("SHARED", shared)));
        Deployed container = create(
                own,
                "secrets",
                Map.of(
                        "environment_variables",
                        Map.of("PLAIN", plain),
                        "secret_environment_variables",
                        Map.of("PASSWORD", secret)));

        assertThat(container.ask("/env?name=PASSWORD").body()).isEqualTo(secret);
        assertThat(container.ask("/env?name=SHARED").body()).isEqualTo(shared);

        JsonNode answered = container.change(Map.of("description", "a change keeps secrets"));
        container.awaitReady();
        assertThat(container.ask("/env?name=PASSWORD").body()).isEqualTo(secret);
        assertThat(answered.path("secret_environment_variables")
                        .path("PASSWORD")
                        .asText())
                .startsWith("$argon2id$");
        assertThat(answered.toString() + container.seen() + container.logs()).doesNotContain(secret, shared);
        assertThat(filesWith(plain))
                .as("what is no secret is found in the database and in Kafka")
                .contains("/postgres", "/kafka");
        assertThat(filesWith(secret)).isEmpty();
        assertThat(filesWith(shared)).isEmpty();
    }

    @Test
    void secrets_that_a_program_prints_before_it_ends_are_not_told() throws Exception {
        String secret = "secret-" + UUID.randomUUID();
        Deployed container = create(
                "talkative",
                Map.of(
                        "environment_variables",
                        SLOW_START,
                        "secret_environment_variables",
                        Map.of("PASSWORD", secret)));

        container.ask("/log?text=the+password+is:" + secret);
        container.ask("/exit?code=4");

        assertThat(container.awaitError())
                .contains("exited with code 4", "is:***")
                .doesNotContain(secret);
    }

    @Test
    void the_limit_of_its_local_disk() throws Exception {
        Deployed container = create(
                "keeping", Map.of("local_storage_limit_bytes", 1_000_000_000, "environment_variables", SLOW_START));

        container.ask("/disk?mb=1000"); // of 1,048,576 bytes each

        assertThat(container.awaitError()).contains("killed for keeping more than 1000 MB on its local disk");
    }

    @Test
    void variables_that_are_taken_away() throws Exception {
        Deployed container = create("fewer", variables(Map.of("GREETING", "to be gone")));
        assertThat(container.ask("/").body()).isEqualTo("to be gone");

        container.change(variables(Map.of()));

        container.awaitBody("/", "Hello from Berth");
    }

    @Test
    void a_port_which_is_told_to_the_program() throws Exception {
        Deployed container = create("port", Map.of("port", 9000));
        assertThat(container.ask("/env?name=PORT").body()).isEqualTo("9000");

        container.change(Map.of("port", 9123));

        container.awaitBody("/env?name=PORT", "9123");
    }

    @Test
    void http2_without_tls() throws Exception {
        Deployed container =
                create("h2c", Map.of("protocol", "h2c", "environment_variables", Map.of("GREETING", "in frames")));

        assertThat(container.ask("/any").body())
                .as("by HTTP/1.1 the sample knows no such path")
                .isEqualTo("in frames");
    }

    @Test
    void a_limit_of_memory_whose_excess_is_told() throws Exception {
        Deployed container = create("greedy", Map.of("memory_limit_bytes", 128 * MEGABYTE));

        container.change(variables(Map.of("HOLD_MB_AT_START", "400")));

        assertThat(container.awaitError()).contains("killed for using more than 128 MB of memory");
        assertThat(container.ask("/").status()).isEqualTo(200);
    }

    @Test
    void a_limit_of_memory_which_an_instance_exceeds_at_work() throws Exception {
        Deployed container = create(
                "growing-greedy", Map.of("memory_limit_bytes", 128 * MEGABYTE, "environment_variables", SLOW_START));
        String first = container.instance();

        CompletableFuture<Deployed.Answer> asked = container.asking("/memory?mb=400");

        assertThat(container.awaitError()).contains("killed for using more than 128 MB of memory");
        assertThat(asked.get().status()).isEqualTo(502);
        container.awaitReady();
        assertThat(container.instance()).isNotEqualTo(first);
    }

    private String namespace(String name, Map<String, ?> settings) throws Exception {
        String id = api.post(Api.CONTAINERS + "/namespaces", Map.of("name", name))
                .path("id")
                .asText();
        api.patch(Api.CONTAINERS + "/namespaces/" + id, settings);
        return id;
    }

    /** Files of this Berth that have the text in them: the database, its write-ahead log, Kafka, what Berth logs. */
    private String filesWith(String text) throws Exception {
        return berth.shell("grep --recursive --files-with-matches --fixed-strings %s %s 2>/dev/null || true"
                .formatted(text, berth.data()));
    }
}
