package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.gateway.Rig.Deployed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningIT {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Rig rig;
    private Deployed container;

    @BeforeAll
    void start() {
        rig = Rig.start("idle-timeout", "3s", "max-request-line", "2000", "max-headers", "4000");
        HttpServer server = rig.serve(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri() + " " + body);
            request.response().end("fine");
        }));
        container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(server.actualPort()));
    }

    @BeforeEach
    void forget() {
        seen.clear();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private String head(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: " + container.host() + "\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n" : "") + "\r\n";
    }

    private Wire wire() throws IOException {
        return new Wire(rig.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: -1",
                "Content-Length: +5",
                "Content-Length: 5x",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Trans\u0000fer: x",
                " Folded: x"
            })
    void a_request_whose_length_is_doubtful_is_refused(String headers) throws IOException {
        try (Wire wire = wire()) {
            String answer = wire.send(head("POST /", headers.split("\r\n", -1))
                            + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: " + container.host() + "\r\n\r\n")
                    .readAll();
            assertThat(answer).matches("(?s)HTTP/1.[01] 400.*").doesNotContain("fine");
            assertThat(seen).isEmpty();
        }
    }

    /** In one piece with it, so that it is there before the connection can be closed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Host: another.localhost\r\nTransfer-Encoding: chunked"
            })
    void what_follows_a_refused_request_in_the_same_breath_is_not_taken(String headers) throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Wire wire = wire()) {
                String answer = wire.send(head("POST /", headers.split("\r\n", -1)) + "0\r\n\r\n" + head("GET /next"))
                        .readAll();
                assertThat(answer).containsOnlyOnce("HTTP/1.1 ").startsWith("HTTP/1.1 400");
            }
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void malformed_chunks_end_the_connection() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("POST /", "Transfer-Encoding: chunked") + "zz\r\nabc\r\n0\r\n\r\n");
            assertThat(wire.closesWithin(Duration.ofSeconds(60))).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void an_http2_path_cannot_end_a_line() {
        assertThat(rig.send2(HttpMethod.GET, container.host(), "/a b", Buffer.buffer())
                        .status())
                .isEqualTo(400);
        assertThat(seen).isEmpty();
    }

    @Test
    void limits_are_told() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.send(head("GET /" + "x".repeat(3000))).readAll())
                    .contains(" 414 ")
                    .contains("uri_too_long");
        }
        try (Wire wire = wire()) {
            assertThat(wire.send(head("GET /", "X-Long: " + "x".repeat(5000))).readAll())
                    .contains(" 431 ")
                    .contains("headers_too_large");
        }
        try (Wire wire = wire()) {
            assertThat(wire.send("NONSENSE\r\n\r\n").readAll()).contains(" 400 ");
        }
    }

    @Test
    void a_request_names_exactly_one_host() throws IOException {
        for (String hosts : List.of("", "Host: a.localhost\r\nHost: " + container.host() + "\r\n")) {
            try (Wire wire = wire()) {
                assertThat(wire.send("GET / HTTP/1.1\r\n" + hosts + "\r\n").readAll())
                        .startsWith("HTTP/1.1 400");
            }
        }
    }

    @Test
    void a_whole_url_as_target_counts_more_than_the_host_header() throws IOException {
        try (Wire wire = wire()) {
            String request = "GET http://" + container.host() + "/path HTTP/1.1\r\nHost: other.localhost\r\n\r\n";
            assertThat(wire.send(request).readUntil("fine")).startsWith("HTTP/1.1 200");
            assertThat(seen).containsExactly("GET /path ");
        }
    }

    @Test
    void methods_that_are_for_proxies_are_refused() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.send("TRACE / HTTP/1.1\r\nHost: " + container.host() + "\r\n\r\n")
                            .readUntil("}"))
                    .startsWith("HTTP/1.1 405");
        }
        try (Wire wire = wire()) {
            assertThat(wire.send("CONNECT " + container.host() + ":80 HTTP/1.1\r\nHost: " + container.host()
                                    + "\r\n\r\n")
                            .readUntil("}"))
                    .startsWith("HTTP/1.1 40");
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("GET /1") + head("GET /2") + head("GET /3"));
            await().until(() -> seen.size() == 3);
            assertThat(seen).containsExactly("GET /1 ", "GET /2 ", "GET /3 ");
        }
    }

    @Test
    void a_client_that_trickles_its_head_is_cut_off() throws IOException {
        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.1\r\nHost: " + container.host() + "\r\n");
            long start = System.nanoTime();
            boolean closed = false;
            while (!closed && System.nanoTime() - start < Duration.ofSeconds(60).toNanos()) {
                try {
                    wire.send("X");
                    closed = wire.closesWithin(Duration.ofMillis(100));
                } catch (IOException _) {
                    closed = true;
                }
            }
            assertThat(closed).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void an_idle_connection_is_closed_but_not_one_with_a_request_under_way() throws IOException {
        Deployed slow = rig.deployed();
        HttpServer server = rig.serve(
                request -> rig.vertx().setTimer(8000, _ -> request.response().end("late")));
        rig.endpoints(slow, 0, Rig.instance(server.actualPort()));
        try (Wire idle = wire();
                Wire busy = wire()) {
            busy.send("GET / HTTP/1.1\r\nHost: " + slow.host() + "\r\n\r\n");
            assertThat(idle.closesWithin(Duration.ofSeconds(60))).isTrue();
            assertThat(busy.readUntil("late")).startsWith("HTTP/1.1 200");
        }
    }
}
