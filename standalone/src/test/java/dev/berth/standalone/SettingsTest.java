package dev.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path DATA = Path.of("/data");

    @Test
    void nothing_needs_to_be_set() {
        Settings settings = Settings.from(Map.of(), DATA);

        assertThat(settings.data()).isEqualTo(DATA);
        assertThat(settings.apiUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.gatewayPort()).isEqualTo(8090);
        assertThat(settings.region()).isEqualTo("fr-par");
        assertThat(settings.database()).isEmpty();
    }

    @Test
    void every_port_can_be_set() {
        Settings settings = Settings.from(
                Map.of(
                        "BERTH_API_PORT",
                        "1",
                        "BERTH_GATEWAY_PORT",
                        "2",
                        "BERTH_GATEWAY_TLS_PORT",
                        "5",
                        "BERTH_POSTGRES_PORT",
                        "3",
                        "BERTH_KAFKA_PORT",
                        "4"),
                DATA);

        assertThat(settings.apiPort()).isEqualTo(1);
        assertThat(settings.gatewayPort()).isEqualTo(2);
        assertThat(settings.httpsPort()).isEqualTo(5);
        assertThat(settings.postgresPort()).isEqualTo(3);
        assertThat(settings.kafkaPort()).isEqualTo(4);
    }

    @Test
    void https_that_nobody_asked_for_gives_way_to_another_program() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            if (Ports.isFree(8443)) {
                other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443));
            }
            assertThat(Settings.from(Map.of(), DATA).httpsPort())
                    .isNotEqualTo(8443)
                    .isPositive();
        }
    }

    @Test
    void a_port_that_is_none_is_refused_with_the_name_of_the_setting() {
        assertThatThrownBy(() -> Settings.from(Map.of("BERTH_API_PORT", "many"), DATA))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("BERTH_API_PORT=many");
        assertThatThrownBy(() -> Settings.from(Map.of("BERTH_GATEWAY_PORT", "65536"), DATA))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("BERTH_GATEWAY_PORT=65536");
    }

    @Test
    void an_address_that_stands_for_all_is_reached_by_loopback() {
        assertThat(Settings.from(Map.of("BERTH_HOST", "0.0.0.0"), DATA).apiUrl())
                .isEqualTo("http://127.0.0.1:8080");
        assertThat(Settings.from(Map.of("BERTH_HOST", "192.0.2.7"), DATA).apiUrl())
                .isEqualTo("http://192.0.2.7:8080");
    }
}
