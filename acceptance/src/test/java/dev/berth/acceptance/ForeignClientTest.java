package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.acceptance.ForeignClient.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a client that was not tried, and of one that failed. */
class ForeignClientTest {

    @Test
    void a_tool_that_a_machine_lacks_is_named() throws Exception {
        ForeignClient client = new ForeignClient("go", List.of("bash", "no-such-tool"), "false", "true");

        assertThat(client.installed()).isEqualTo(new Outcome.Lacking("this machine has no no-such-tool"));
    }

    @Test
    void a_registry_that_cannot_be_reached_is_no_failure() throws Exception {
        assertThat(installedBy("echo 'npm error getaddrinfo ENOTFOUND registry.example'; exit 1"))
                .isEqualTo(new Outcome.Lacking("its package registry cannot be reached"));
    }

    @Test
    void tools_that_are_too_old_are_no_failure() throws Exception {
        assertThat(installedBy("echo \"go: errors parsing go.mod: invalid go version '1.26.0'\"; exit 1"))
                .isEqualTo(new Outcome.Lacking("it takes newer tools than this machine has"));
    }

    @Test
    void anything_else_fails_with_what_was_said() throws Exception {
        assertThat(installedBy("echo 'integrity checksum failed' >&2; exit 3"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.said()).contains("exit code 3", "integrity checksum failed"));
    }

    @Test
    void a_program_sees_the_variables_that_lead_to_berth() throws Exception {
        ForeignClient client = new ForeignClient("go", List.of(), "true", "[ \"$SCW_API_URL\" = http://here ]");

        assertThat(client.installed()).isEqualTo(new Outcome.Done());
        assertThat(client.tried(Map.of("SCW_API_URL", "http://here"))).isEqualTo(new Outcome.Done());
    }

    private static Outcome installedBy(String script) throws Exception {
        return new ForeignClient("go", List.of(), script, "true").installed();
    }
}
