package dev.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAddressTest {

    @Test
    void an_engine_that_the_environment_names_is_the_only_one_looked_at() {
        assertThat(EngineAddress.candidates(Map.of("DOCKER_HOST", "tcp://192.0.2.7:2375")))
                .isEqualTo(List.of(new EngineAddress("tcp://192.0.2.7:2375")));
    }

    @Test
    void the_usual_sockets_are_looked_at_otherwise() {
        assertThat(EngineAddress.candidates(Map.of("XDG_RUNTIME_DIR", "/run/user/7")))
                .startsWith(EngineAddress.DEFAULT)
                .contains(new EngineAddress("unix:///run/user/7/podman/podman.sock"));
    }

    @Test
    void an_engine_answers_when_its_ping_does() throws Exception {
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/_ping", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        engine.start();
        EngineAddress address =
                new EngineAddress("tcp://127.0.0.1:" + engine.getAddress().getPort());
        try {
            assertThat(address.answers()).isTrue();
        } finally {
            engine.stop(0);
        }
        assertThat(address.answers()).isFalse();
    }

    @Test
    void nobody_answers_where_there_is_no_socket(@TempDir Path folder) {
        assertThat(new EngineAddress("unix://" + folder.resolve("none.sock")).answers())
                .isFalse();
        assertThat(new EngineAddress("npipe:////./pipe/docker_engine").answers())
                .isFalse();
    }
}
