package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How it is found out whether a container is well, and what is told when it is not. */
abstract class ProbeSettings extends Settings {

    private static final Map<String, ?> TCP = Map.of("tcp", Map.of());

    ProbeSettings(Api api, String namespace) {
        super(api, namespace);
    }

    @Test
    void an_instance_that_answers_a_liveness_probe_badly_is_replaced() throws Exception {
        Deployed container = create(
                "unhealthy",
                Map.of(
                        "liveness_probe",
                        probe(http("/health"), "0.5s"),
                        "environment_variables",
                        Map.of("UNHEALTHY_AFTER_MS", "4000")));

        assertThatItIsReplaced(container, "503");
    }

    @Test
    void an_instance_that_listens_no_longer_is_replaced() throws Exception {
        Deployed container = create(
                "deaf-later",
                Map.of("liveness_probe", probe(TCP, "0.5s"), "environment_variables", Map.of("DEAF_AFTER_MS", "4000")));

        assertThatItIsReplaced(container, "8080");
    }

    private static void assertThatItIsReplaced(Deployed container, String finding) throws Exception {
        String first = container.instance();

        assertThat(container.awaitError()).contains("its liveness probe failed").contains(finding);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(container.ask("/env?name=HOSTNAME"))
                        .satisfies(
                                answer -> assertThat(answer.status()).isEqualTo(200),
                                answer -> assertThat(answer.body()).isNotEqualTo(first)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "tcp"})
    void startup_probes_hold_requests_back_until_they_are_answered(String kind) throws Exception {
        Map<String, ?> check = kind.equals("tcp") ? TCP : http("/health");

        Deployed container = create(
                "late-" + kind,
                Map.of("startup_probe", probe(check, "1s"), "environment_variables", Map.of("START_DELAY_MS", "1500")));

        assertThat(container.ask("/health")).isEqualTo(new Deployed.Answer(200, "healthy"));
    }

    @Test
    void a_startup_probe_that_fails_leaves_the_last_revision_answering() throws Exception {
        Deployed container = create("never-up", Map.of());

        container.change(Map.of("startup_probe", probe(http("/nowhere"), "1s")));

        assertThat(container.awaitError()).contains("did not answer GET /nowhere on port 8080 well", "404");
        assertThat(container.ask("/").status()).isEqualTo(200);
    }

    @Test
    void a_port_that_nobody_listens_on_leaves_the_last_revision_answering() throws Exception {
        Deployed container = create("deaf", Map.of());

        container.change(variables(Map.of("LISTEN", "false")));

        assertThat(container.awaitError()).contains("did not listen on port 8080", "sample: told not to listen");
        assertThat(container.ask("/").status()).isEqualTo(200);
    }

    @Test
    void an_image_that_does_not_exist_leaves_the_last_revision_answering() throws Exception {
        Deployed container = create("imageless", Map.of());

        container.change(Map.of("image", "localhost:1/nobody/has-this:1"));

        assertThat(container.awaitError()).startsWith("image not found: localhost:1/nobody/has-this:1");
        assertThat(container.ask("/").status()).isEqualTo(200);
    }

    @Test
    void a_new_container_without_an_image_is_in_error_at_once() throws Exception {
        Deployed container = begin("never-there", Map.of("image", "localhost:1/nobody/has-this:1"));

        assertThat(container.awaitError()).startsWith("image not found: localhost:1/nobody/has-this:1");
    }

    @Test
    void a_program_that_ends_is_told_with_its_last_words_and_started_again() throws Exception {
        Deployed container = create("ending", Map.of());
        String first = container.instance();

        container.ask("/exit?code=3");

        assertThat(container.awaitError()).contains("exited with code 3", "sample: told to exit with 3");
        container.awaitReady();
        assertThat(container.instance()).isNotEqualTo(first);
    }

    private static Map<String, ?> http(String path) {
        return Map.of("http", Map.of("path", path));
    }

    private static Map<String, Object> probe(Map<String, ?> check, String interval) {
        Map<String, Object> probe = new TreeMap<>(check);
        probe.put("interval", interval);
        probe.put("timeout", "1s");
        probe.put("failure_threshold", 4);
        return probe;
    }
}
