package dev.berth.images.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyTest {

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/up", 200);
        answer("/down", 503);
        service.start();
    }

    private void answer(String path, int status) {
        service.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void a_service_that_says_so_is_ready() {
        assertThat(Ready.answers(service.getAddress().getPort(), "/up")).isTrue();
    }

    @Test
    void a_service_that_says_otherwise_is_not() {
        assertThat(Ready.answers(service.getAddress().getPort(), "/down")).isFalse();
    }

    @Test
    void a_service_that_is_not_there_is_not() {
        int port = service.getAddress().getPort();
        service.stop(0);

        assertThat(Ready.answers(port, "/up")).isFalse();
    }
}
