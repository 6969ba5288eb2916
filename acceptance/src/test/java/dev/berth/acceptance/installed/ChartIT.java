package dev.berth.acceptance.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of values, and which values it refuses; {@code -Dgolden.refresh=true} writes down what it makes. */
class ChartIT {

    private static Chart chart = new Chart(Path.of("helm"));

    @BeforeAll
    static void find_helm() throws Exception {
        chart = Chart.ready("Berth's chart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "operators"})
    void it_has_no_flaw_that_helm_knows(String values) throws Exception {
        Command.Outcome outcome = chart.lint("--values=" + Chart.values(values));

        assertThat(outcome.said()).contains("0 chart(s) failed");
        assertThat(outcome.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "operators"})
    void the_objects_are_those_that_were_looked_at(String values) throws Exception {
        Command.Outcome outcome = chart.template("--values=" + Chart.values(values));

        assertThat(outcome.exit()).as(outcome.said()).isZero();
        assertThat(outcome.said()).isEqualTo(golden(values, outcome.said()));
    }

    private static String golden(String name, String made) throws IOException {
        Path file = Chart.CASES.resolve("golden").resolve(name + ".yaml");
        if (Boolean.getBoolean("golden.refresh")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, made);
        }
        return Files.readString(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.replica=3                   | at '/api': additional properties 'replica' not allowed",
                "gateway.replicas=many           | at '/gateway/replicas': got string, want integer",
                "reconciler.mode=istio           | at '/reconciler/mode': value must be one of 'auto', 'plain', 'knative'",
                "reconciler.volumes.size=big     | at '/reconciler/volumes/size': 'big' does not match pattern",
                "kafka.bootstrapServers=kafka    | at '/kafka/bootstrapServers': 'kafka' does not match pattern",
                "images.pullPolicy=Sometimes     | at '/images/pullPolicy': value must be one of",
                "gateway.publicUrl.port=70000    | at '/gateway/publicUrl/port': maximum: got 70,000, want 65,535",
                "gateway.route.enabled=true      | at '/gateway/route/parentRefs': minItems: got 0, want 1",
                "platform=not a label            | at '/platform': 'not a label' does not match pattern"
            })
    void a_typing_error_is_refused_with_its_place(String wrong, String reason) throws Exception {
        Command.Outcome outcome = chart.template("--values=" + Chart.values("minimal"), "--set=" + wrong);

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.said()).contains(reason);
    }

    @Test
    void what_only_its_user_knows_is_asked_for() throws Exception {
        assertThat(chart.template().said()).contains("kafka.bootstrapServers: where is Kafka?");
        assertThat(chart.template("--values=" + Chart.values("minimal"), "--set=api.ingress.enabled=true")
                        .said())
                .contains("api.ingress.hosts: under which name shall the API answer?");
    }
}
