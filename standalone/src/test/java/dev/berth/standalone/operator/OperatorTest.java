package dev.berth.standalone.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
    private static final int DONE = 0;
    private static final int NOT_DONE = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final String SECRET = "11111111-2222-4333-8444-555555555555";

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return Operator.run(environment, data, NOON, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void help_names_what_can_be_done_and_needs_no_berth() {
        assertThat(run(Map.of(), "keys", "--help")).isEqualTo(DONE);
        assertThat(out.toString()).contains("./berth keys", "list", "create", "rotate", "revoke");
        assertThat(run(Map.of(), "keys", "create", "--help")).isEqualTo(DONE);
        assertThat(out.toString()).contains("--expires=WHEN", "--right=", "--json");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_is_not_understood_is_answered_with_how_to_say_it() {
        assertThat(run(Map.of(), "keys")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run(Map.of(), "keys", "revoke", "mine")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run(Map.of(), "keys", "create", "--expires", "soon")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(err.toString())
                .contains("Missing required subcommand", "'mine' is no id", "'soon' is neither a time such as")
                .contains("Usage: ./berth keys revoke");
    }

    @Test
    void the_doctor_looks_at_a_cluster_only_and_says_what_is_wrong_with_it() throws Exception {
        assertThat(run(Map.of(), "doctor")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).startsWith("berth: containers run on a container engine");

        Path nowhere = data.resolve("nowhere");
        assertThat(run(cluster(nowhere), "doctor")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).contains("no kubeconfig can be read at " + nowhere);

        Path garbled = Files.writeString(data.resolve("garbled"), "clusters: [");
        assertThat(run(cluster(garbled), "doctor")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).contains(garbled + " is no kubeconfig");
    }

    private static Map<String, String> cluster(Path kubeconfig) {
        return Map.of("BERTH_ENGINE", "kubernetes", "BERTH_KUBERNETES_KUBECONFIG", kubeconfig.toString());
    }

    @Test
    void where_no_berth_was_ever_started_it_says_how_to_start_one() {
        assertThat(run(Map.of(), "projects", "list")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).startsWith("berth: there is no " + data).contains("./berth up", "--url");
    }

    @Test
    void a_berth_that_does_not_run_is_named() throws Exception {
        String address;
        try (Answering berth = new Answering("")) {
            address = berth.address();
        }
        Files.writeString(
                data.resolve("credentials.env"), "BERTH_API_URL=" + address + "\nSCW_SECRET_KEY=" + SECRET + "\n");
        assertThat(run(Map.of(), "orgs", "list")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).contains("no Berth answers at " + address, "./berth up");
    }

    @Test
    void something_else_that_answers_is_not_taken_for_a_berth() throws Exception {
        try (Answering other = new Answering("<html>")) {
            assertThat(run(Map.of("SCW_SECRET_KEY", SECRET), "orgs", "list", "--url", other.address()))
                    .isEqualTo(NOT_DONE);
            assertThat(err.toString()).contains("what answers at " + other.address(), "is no Berth");
        }
    }

    @Test
    void no_secret_of_this_folder_is_shown_to_a_berth_elsewhere() throws Exception {
        Files.writeString(data.resolve("internal-secret"), "secret");
        Files.writeString(
                data.resolve("credentials.env"), "BERTH_API_URL=http://127.0.0.1:1\nSCW_SECRET_KEY=" + SECRET + "\n");
        try (Answering other = new Answering("{\"items\":[]}")) {
            assertThat(run(Map.of(), "orgs", "list", "--url", other.address())).isEqualTo(NOT_DONE);
            assertThat(err.toString()).contains("there is nothing to sign in to " + other.address() + " with");
        }
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThat(run(Map.of(), "orgs", "list", "--url", "my berth")).isEqualTo(NOT_DONE);
        assertThat(err.toString()).contains("my berth is no address of an API");
    }

    /** A server of some kind, with one answer to everything. */
    private static final class Answering implements AutoCloseable {

        private final HttpServer server;

        Answering(String body) throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes(UTF_8));
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
