package dev.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's promises, kept by a Berth that was started as the README says. */
class ReadmeIT {

    private static final String GREETING = "Hello from my own Berth";

    @TempDir
    static Path folder;

    private static BerthUp berth;
    private static String answer;

    @BeforeAll
    static void follow_the_quick_start() throws Exception {
        berth = BerthUp.start(folder);
        berth.awaitUp();
        answer = berth.shell(commands("README.md", "quick-start"));
    }

    @AfterAll
    static void stop() throws Exception {
        berth.close();
        assertThat(berth.networks()).isEmpty();
    }

    /** The commands of a page that are marked with that word. */
    private static String commands(String page, String mark) throws IOException {
        String text = Files.readString(BerthUp.ROOT.resolve(page));
        String start = "```sh " + mark + "\n";
        assertThat(text).contains(start);
        int begin = text.indexOf(start) + start.length();
        return text.substring(begin, text.indexOf("```", begin));
    }

    /** What the quick start defines, in a shell that has not run it. */
    private static String definitions() throws IOException {
        String quickStart = commands("README.md", "quick-start");
        return quickStart.substring(0, quickStart.indexOf("namespace="))
                + "container=$(call \"$api/containers\" | id)\n";
    }

    @Test
    void the_commands_of_the_quick_start_lead_to_an_answering_container() {
        assertThat(answer).isEqualTo(GREETING);
    }

    @Test
    void the_container_answers_over_https_for_whoever_trusts_the_file_that_is_named() throws Exception {
        assertThat(berth.shell(definitions() + commands("README.md", "https"))).isEqualTo(GREETING);
    }

    @Test
    void the_container_answers_under_a_domain() throws Exception {
        assertThat(berth.shell(definitions() + commands("docs/containers.md", "domain")))
                .endsWith(GREETING);
    }

    @Test
    void each_api_is_described_in_a_browser(@TempDir Path profile) throws Exception {
        Browser browser = Browser.found(profile.resolve("profile"));
        String documents = berth.credential("SCW_API_URL") + "/berth/docs";

        Map<String, String> paths = Map.of(
                "containers-v1", "/containers/v1/regions/{region}/containers",
                "containers-v1beta1", "/containers/v1beta1/regions/{region}/crons",
                "berth", "/berth/v1/api-keys");
        for (Map.Entry<String, String> api : paths.entrySet()) {
            assertThat(browser.page(documents + "/?urls.primaryName=" + api.getKey()))
                    .contains("data-path=\"" + api.getValue() + "\"");
        }
    }

    @Test
    void keys_and_projects_are_made_as_the_pages_say() throws Exception {
        assertThat(berth.shell(commands("README.md", "keys"))).contains("SECRET KEY", "read", "for the dashboard");
        assertThat(berth.shell(commands("docs/operating.md", "shop"))).contains("SECRET KEY", "write", "the shop is");
    }

    @Test
    void a_key_of_the_command_line_opens_what_it_says_until_it_is_rotated_or_revoked() throws Exception {
        JsonNode key = berthJson("keys create --right read --expires 1h");
        String id = key.path("id").asText();
        assertThat(status(key, "")).isEqualTo("200");
        assertThat(status(key, "-H 'Content-Type: application/json' -d '{\"name\": \"shop\"}'"))
                .isEqualTo("403");

        JsonNode rotated = berthJson("keys rotate " + id);
        assertThat(status(key, "")).isEqualTo("401");
        assertThat(status(rotated, "")).isEqualTo("200");

        assertThat(berthJson("keys revoke " + id).path("status").asText()).isEqualTo("revoked");
        assertThat(status(rotated, "")).isEqualTo("401");
        assertThat(berthJson("keys list").findValuesAsText("id")).isNotEmpty().doesNotContain(id);
    }

    @Test
    void what_the_command_line_cannot_do_it_says_in_words() throws Exception {
        assertThat(berth.shell("./berth keys revoke " + UUID.randomUUID() + " || echo \"[$?]\""))
                .startsWith("berth: there is no api-key ")
                .endsWith("[1]");
        JsonNode reader = berthJson("keys create --right read");
        assertThat(berth.shell(
                        "export SCW_SECRET_KEY=" + reader.path("secret_key").asText()
                                + "; ./berth projects create x --url " + berth.credential("BERTH_API_URL")
                                + "/ || echo \"[$?]\""))
                .isEqualTo("berth: this key may not write projects\n[1]");
    }

    @Test
    void quotas_and_their_use_are_shown() throws Exception {
        assertThat(berth.shell("./berth quotas").lines())
                .anySatisfy(line -> assertThat(line).matches("RESOURCE +USED +LIMIT +PROJECT ID +ORGANIZATION ID"))
                .anySatisfy(line -> assertThat(line)
                        .matches("namespaces +[1-9]\\d* +- +" + berth.credential("SCW_DEFAULT_PROJECT_ID") + ".*"))
                .anySatisfy(line -> assertThat(line)
                        .matches("projects +\\d+ +- +- +" + berth.credential("SCW_DEFAULT_ORGANIZATION_ID")));
    }

    private static JsonNode berthJson(String arguments) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(berth.shell("./berth " + arguments + " --json"));
    }

    /** What a request for namespaces is answered that shows this key. */
    private static String status(JsonNode key, String more) throws IOException, InterruptedException {
        return berth.shell(". .berth/credentials.env; curl -sS -o /dev/null -w '%{http_code}'"
                + " -H 'X-Auth-Token: " + key.path("secret_key").asText() + "' " + more
                + " \"$SCW_API_URL/containers/v1/regions/$SCW_DEFAULT_REGION/namespaces\"");
    }

    @Test
    void ctrl_c_leaves_nothing_behind_and_the_next_start_brings_the_containers_back() throws Exception {
        berth.interrupt();

        assertThat(berth.processes()).isEmpty();
        assertThat(berth.containers()).isEmpty();
        assertThat(berth.networks()).isEmpty();

        berth.startAgain();
        berth.awaitUp();
        assertThat(get("/")).isEqualTo(GREETING);
    }

    @Test
    void a_second_start_on_the_same_folder_is_refused_and_names_the_first() throws Exception {
        TreeMap<String, String> environment = new TreeMap<>(berth.environment());
        try (BerthUp second = BerthUp.start(Files.createDirectory(folder.resolve("second")), environment)) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.terminal()).contains(berth.data().toString(), "is in use by process ");
        }
    }

    @Test
    void a_taken_port_is_named_together_with_its_setting(@TempDir Path other) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BerthUp second = BerthUp.start(
                        other,
                        new TreeMap<>(Map.of(
                                "BERTH_DATA", other.resolve("data").toString(),
                                "BERTH_API_PORT", Integer.toString(taken.getLocalPort()))))) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.terminal())
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .contains("BERTH_API_PORT");
        }
    }

    @Test
    void a_container_reaches_neither_berth_nor_the_engine() throws Exception {
        List<String> ports = List.of(
                berth.credential("BERTH_GATEWAY_PORT"),
                berth.credential("BERTH_GATEWAY_TLS_PORT"),
                berth.credential("BERTH_API_URL").replaceAll(".*:", ""),
                berth.credential("BERTH_RUNNING_KAFKA").replaceAll(".*:", ""));
        for (String address : addresses()) {
            for (String port : ports) {
                assertThat(get("/connect?host=" + address + "&port=" + port))
                        .as("from a container to %s:%s", address, port)
                        .startsWith("refused");
            }
        }
        assertThat(berth.shell("docker inspect --format '{{json .Mounts}}' " + berth.containers()))
                .doesNotContain("docker.sock");
    }

    /** All that this machine is called by: its loopback, and what the engine's networks call it. */
    private static List<String> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void everything_listens_on_loopback_only() throws Exception {
        String berthsOwn = berth.shell("pgrep -f " + berth.data() + " | tr '\\n' '|'") + "none";

        assertThat(berth.shell("ss -Hltnp | grep -E 'pid=(" + berthsOwn + "),' | awk '{print $4}'")
                        .lines())
                .isNotEmpty()
                .allMatch(address -> address.startsWith("127.0.0.1:") || address.startsWith("[::ffff:127.0.0.1]:"));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return berth.shell("curl -fsS --max-time 60 'http://hello-demo.localhost:"
                + berth.credential("BERTH_GATEWAY_PORT") + path + "'");
    }
}
