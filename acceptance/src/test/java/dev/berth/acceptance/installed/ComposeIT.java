package dev.berth.acceptance.installed;

import static dev.berth.acceptance.installed.Command.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Berth started by Docker Compose, as its page says, with servers of this machine in the place of those to be pulled. */
class ComposeIT {

    private static final String TEST = "Berth by Docker Compose";

    @TempDir
    Path folder;

    private final String project = "berth-" + UUID.randomUUID().toString().substring(0, 8);
    private Command shell = Command.in(ROOT);

    @BeforeEach
    void prepare() throws Exception {
        Path compose = Tool.COMPOSE.path(TEST);
        BuiltImages.digests(TEST);
        shell = Command.in(checkout())
                .with(
                        "DOCKER_CONFIG",
                        BuiltImages.withPlugin(folder.resolve("docker"), "docker-compose", compose)
                                .toString())
                .with("COMPOSE_PROJECT_NAME", project)
                .with("BERTH_VERSION", BuiltImages.TAG)
                .with("KAFKA_IMAGE", BuiltImages.name("kafka"))
                .with("POSTGRES_IMAGE", BuiltImages.name("postgres"));
        for (String port :
                List.of("API", "GATEWAY", "GATEWAY_TLS", "GATEWAY_HEALTH", "RECONCILER", "KAFKA", "POSTGRES")) {
            shell = shell.with("BERTH_" + port + "_PORT", Integer.toString(Ports.free()));
        }
    }

    /** What the page needs of a checkout. */
    private Path checkout() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("berth"));
        Path settings =
                Files.createDirectories(checkout.resolve("deploy/compose")).resolve("settings");
        Files.copy(ROOT.resolve("deploy/compose/settings"), settings, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ROOT.resolve("docker-compose.yml"), checkout.resolve("docker-compose.yml"));
        return checkout;
    }

    @AfterEach
    void leave_nothing() throws Exception {
        if (Files.exists(folder.resolve("berth/.env"))) {
            shell.shell("docker compose down --volumes");
        }
    }

    @Test
    void the_quick_start_leads_to_an_answering_container_and_down_takes_all_of_it_away() throws Exception {
        shell.shell(Command.of("docs/install-compose.md", "compose-up"));
        shell.shell("mkdir .berth && { cat .env && echo BERTH_SAMPLE_IMAGE=" + BuiltImages.sample()
                + "; } >.berth/credentials.env");

        assertThat(shell.shell(Command.of("README.md", "quick-start"))).isEqualTo("Hello from my own Berth");
        assertThat(ours("docker ps --quiet --filter label=dev.berth.platform=$BERTH_PLATFORM_ID"))
                .isNotEmpty();

        shell.shell(Command.of("docs/install-compose.md", "compose-down"));

        assertThat(ours("docker ps --all --quiet --filter label=dev.berth.platform=$BERTH_PLATFORM_ID"))
                .isEmpty();
        assertThat(ours("docker network ls --quiet --filter label=dev.berth.platform=$BERTH_PLATFORM_ID"))
                .isEmpty();
        assertThat(ours("docker ps --all --quiet --filter label=com.docker.compose.project=" + project))
                .isEmpty();
    }

    private String ours(String command) throws IOException, InterruptedException {
        return shell.shell(". ./.env; " + command);
    }
}
