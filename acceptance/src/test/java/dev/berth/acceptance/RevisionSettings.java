package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Going on to what is newer and back to what was before, and what all of it wrote. */
abstract class RevisionSettings extends Settings {

    RevisionSettings(Api api, String namespace) {
        super(api, namespace);
    }

    @Test
    void the_newest_image_of_the_same_tag_and_the_one_before() throws Exception {
        String tag = "berth.local/moving:" + UUID.randomUUID().toString().substring(0, 8);
        String sample = berth.credential("BERTH_SAMPLE_IMAGE");
        berth.shell("docker tag %s %s".formatted(sample, tag));
        Deployed container = create("moving", Map.of("image", tag));
        assertThat(container.ask("/").body()).isEqualTo("Hello from Berth");
        String newer = berth.shell("""
                made=$(docker create %s)
                docker commit --change 'ENV GREETING=newer' $made %s
                docker rm $made > /dev/null""".formatted(sample, tag));

        container.redeploy();
        container.awaitBody("/", "newer");

        container.rollBack(1);
        container.awaitBody("/", "Hello from Berth");
        await("the newer one ends").atMost(SOON).until(() -> container.instances() == 1);
        berth.shell("docker rmi --force " + newer);
    }

    @Test
    void no_request_fails_while_one_revision_follows_another() throws Exception {
        Deployed container = create("smooth", variables(Map.of("GREETING", "first")));
        CompletableFuture<Deployed.Answer> underWay = container.asking("/sleep?ms=4000");
        List<Deployed.Answer> answers = new ArrayList<>();

        container.change(variables(Map.of("GREETING", "second")));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .until(() -> {
                    answers.add(container.ask("/"));
                    return answers.getLast().body().equals("second");
                });

        assertThat(answers).extracting(Deployed.Answer::status).containsOnly(200);
        assertThat(underWay.get().status()).isEqualTo(200);
    }

    @Test
    void an_earlier_configuration() throws Exception {
        Deployed container = create("back", variables(Map.of("GREETING", "first")));
        container.change(variables(Map.of("GREETING", "second")));
        container.awaitBody("/", "second");

        container.rollBack(1);

        container.awaitBody("/", "first");
        assertThat(container
                        .seen()
                        .path("environment_variables")
                        .path("GREETING")
                        .asText())
                .isEqualTo("first");
    }

    @Test
    void from_a_revision_that_failed_back_to_the_one_that_answers() throws Exception {
        Deployed container = create("recovering", Map.of());
        container.change(variables(Map.of("EXIT_AT_START", "7")));
        assertThat(container.awaitError()).contains("exited with code 7");

        container.rollBack(1);

        container.awaitReady();
        assertThat(container.ask("/").status()).isEqualTo(200);
    }

    @Test
    void what_it_wrote_is_read_also_of_instances_that_ended() throws Exception {
        Deployed container = create("talking", Map.of());
        container.ask("/log?text=good");
        container.ask("/log?text=bad&stream=stderr");
        container.ask("/exit?code=3");
        await().atMost(SOON).until(() -> container.logs().path("total_count").asInt() >= 5);

        JsonNode logs = container.logs().path("items");

        assertThat(logs.findValuesAsText("message"))
                .containsExactly(
                        "sample: listening on port 8080",
                        "sample: told to exit with 3",
                        "bad",
                        "good",
                        "sample: listening on port 8080");
        assertThat(logs.findValuesAsText("stream")).containsExactly("stdout", "stdout", "stderr", "stdout", "stdout");
        assertThat(logs.findValuesAsText("id")).doesNotHaveDuplicates();
    }
}
