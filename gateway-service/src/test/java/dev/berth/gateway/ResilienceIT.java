package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints.State;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.Rig.Reply;
import dev.berth.testing.TestServers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResilienceIT {

    private Rig rig;

    @BeforeEach
    void start() {
        rig = Rig.start("drain", "30s");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private HttpServer answering(String text) {
        return rig.serve(
                request -> request.body().onSuccess(_ -> request.response().end(text)));
    }

    private static int nobodysPort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_instance_that_refuses_is_passed_over_for_one_that_does_not() {
        Deployed container = rig.deployed();
        rig.endpoints(
                container,
                0,
                Rig.instance(nobodysPort()),
                Rig.instance(answering("well").actualPort()));
        for (int i = 0; i < 20; i++) {
            Reply reply = rig.post(container.host(), "/", Buffer.buffer("body"));
            assertThat(reply.body()).isEqualTo("well");
        }
    }

    @Test
    void a_request_waits_for_an_instance_that_does_not_listen_yet() {
        int port = nobodysPort();
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(port));
        Future<Reply> waiting = rig.request(rig.http1(), HttpMethod.POST, container.host(), "/", Buffer.buffer("x"));
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isComplete());
        rig.serve(
                new HttpServerOptions().setPort(port),
                request -> request.response().end("at last"));
        assertThat(Rig.get(waiting).body()).isEqualTo("at last");
    }

    @Test
    void a_container_that_breaks_off_before_answering_gets_a_post_502_and_a_get_a_second_try() {
        AtomicInteger connections = new AtomicInteger();
        NetServer server = Rig.get(rig.vertx()
                .createNetServer()
                .connectHandler(socket -> {
                    boolean first = connections.incrementAndGet() == 1;
                    socket.handler(_ -> {
                        if (first) {
                            socket.close();
                        } else {
                            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        }
                    });
                })
                .listen(0, "127.0.0.1"));
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(server.actualPort()));
        Reply post = rig.post(container.host(), "/", Buffer.buffer("once only"));
        assertThat(post.status()).isEqualTo(502);
        assertThat(post.body()).contains("broken_answer");
        connections.set(0);
        assertThat(rig.get(container.host(), "/").body()).isEqualTo("ok");
        assertThat(connections).hasValue(2);
    }

    @Test
    void a_container_that_dies_in_the_middle_of_its_answer_breaks_the_answer_off() throws IOException {
        NetServer server = Rig.get(rig.vertx()
                .createNetServer()
                .connectHandler(socket -> socket.handler(request -> {
                    String length = request.toString().contains("/chunked")
                            ? "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
                            : "Content-Length: 8\r\n\r\nhalf";
                    socket.write("HTTP/1.1 200 OK\r\n" + length).onComplete(_ -> socket.close());
                }))
                .listen(0, "127.0.0.1"));
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(server.actualPort()));
        for (String path : List.of("/chunked", "/length")) {
            try (Wire wire = new Wire(rig.port())) {
                String answer = wire.send("GET " + path + " HTTP/1.1\r\nHost: " + container.host() + "\r\n\r\n")
                        .readAll();
                assertThat(answer).contains("200 OK").contains("half").doesNotContain("\r\n0\r\n");
            }
        }
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }

    @Test
    void a_kept_connection_that_the_container_closes_costs_no_request() {
        // closes each connection as soon as it has answered, without saying so
        NetServer rude = Rig.get(rig.vertx()
                .createNetServer()
                .connectHandler(socket ->
                        socket.handler(_ -> socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                                .onComplete(_ -> rig.vertx().setTimer(1, _ -> socket.close()))))
                .listen(0, "127.0.0.1"));
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(rude.actualPort()));
        for (int i = 0; i < 300; i++) {
            assertThat(rig.get(container.host(), "/").status()).isEqualTo(200);
        }
    }

    @Test
    void a_rollout_under_load_loses_no_request() throws InterruptedException {
        Deployed container = rig.deployed();
        List<HttpServer> servers = new ArrayList<>();
        servers.add(answering("0"));
        rig.endpoints(container, 3, Rig.instance(servers.getFirst().actualPort()));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger good = new AtomicInteger();
        List<String> bad = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Thread> clients = Stream.generate(() -> Thread.ofVirtual().start(() -> {
                    while (!stop.get()) {
                        try {
                            Reply reply = rig.post(container.host(), "/", Buffer.buffer("body"));
                            if (reply.status() == 200) {
                                good.incrementAndGet();
                            } else {
                                bad.add(reply.status() + " " + reply.body());
                            }
                        } catch (IllegalStateException e) {
                            bad.add(String.valueOf(e.getCause()));
                        }
                    }
                }))
                .limit(8)
                .toList();
        for (int revision = 1; revision <= 12; revision++) {
            int seen = good.get();
            await().until(() -> good.get() > seen + 50);
            HttpServer before = servers.getLast();
            HttpServer after = answering(Integer.toString(revision));
            servers.add(after);
            // the new one beside the old one, then traffic moves, then the old one goes when nothing is under way
            rig.endpoints(container, 3, Rig.instance(before.actualPort()), Rig.instance(after.actualPort()));
            rig.endpoints(
                    container,
                    3,
                    Rig.instance(before.actualPort(), Protocol.HTTP1, State.DRAINING),
                    Rig.instance(after.actualPort()));
            long generation = rig.lastDemand(container.id()).orElseThrow().generation();
            await().until(() -> rig.lastDemand(container.id())
                    .filter(demand -> demand.generation() >= generation)
                    .filter(demand -> !demand.inFlight().containsKey("at-" + before.actualPort()))
                    .isPresent());
            Rig.get(before.close());
            rig.endpoints(container, 3, Rig.instance(after.actualPort()));
        }
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(bad).isEmpty();
        assertThat(good.get()).isGreaterThan(600);
    }

    @Test
    void a_draining_instance_ends_what_it_has_and_gets_nothing_new() {
        Promise<Void> go = Promise.promise();
        HttpServer old = rig.serve(
                request -> go.future().onComplete(_ -> request.response().end("old")));
        HttpServer fresh = answering("fresh");
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(old.actualPort()));
        Future<Reply> running = rig.later(container.host(), "/");
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> !d.inFlight().isEmpty())
                .isPresent());
        rig.endpoints(
                container,
                0,
                Rig.instance(old.actualPort(), Protocol.HTTP1, State.DRAINING),
                Rig.instance(fresh.actualPort()));
        for (int i = 0; i < 10; i++) {
            assertThat(rig.get(container.host(), "/").body()).isEqualTo("fresh");
        }
        rig.endpoints(container, 0, Rig.instance(fresh.actualPort()));
        go.complete();
        assertThat(Rig.get(running).body()).isEqualTo("old");
    }

    @Test
    void a_restarted_gateway_knows_all_and_answers_for_what_drains() {
        Deployed container = rig.deployed();
        int port = answering("here").actualPort();
        rig.endpoints(container, 0, Rig.instance(port));
        rig.tellEndpoints(
                container, 0, Rig.instance(port), Rig.instance(nobodysPort(), Protocol.HTTP1, State.DRAINING));
        String before = rig.lastDemand(container.id()).orElseThrow().gateway();
        rig.restartGateway();
        assertThat(rig.get(container.host(), "/").body()).isEqualTo("here");
        await().until(() -> rig.lastDemand(container.id())
                .filter(demand -> !demand.gateway().equals(before) && demand.generation() == 2)
                .isPresent());
    }

    @Test
    void it_goes_on_serving_while_kafka_is_down_and_hears_what_comes_after() {
        try (TestServers own = TestServers.own();
                Rig lonely = Rig.on(own.bootstrapServers())) {
            Deployed container = lonely.deployed();
            HttpServer first = lonely.serve(request -> request.response().end("first"));
            HttpServer second = lonely.serve(request -> request.response().end("second"));
            lonely.endpoints(container, 0, Rig.instance(first.actualPort()));
            assertThat(lonely.get(container.host(), "/").body()).isEqualTo("first");
            own.kafka().stop();
            for (int i = 0; i < 200; i++) {
                assertThat(lonely.get(container.host(), "/"))
                        .matches(reply -> reply.status() == 200 && reply.body().equals("first"));
            }
            own.kafka().start();
            lonely.endpoints(container, 0, Rig.instance(second.actualPort()));
            assertThat(lonely.get(container.host(), "/").body()).isEqualTo("second");
        }
    }

    @Test
    void at_shutdown_running_requests_end_and_new_ones_are_not_let_in() throws Exception {
        Promise<Void> go = Promise.promise();
        HttpServer slow = rig.serve(
                request -> go.future().onComplete(_ -> request.response().end("done")));
        Deployed container = rig.deployed();
        rig.endpoints(container, 0, Rig.instance(slow.actualPort()));
        int port = rig.port();
        try (Wire running = new Wire(port);
                Wire idle = new Wire(port)) {
            running.send("GET / HTTP/1.1\r\nHost: " + container.host() + "\r\n\r\n");
            await().until(() -> rig.lastDemand(container.id())
                    .filter(d -> !d.inFlight().isEmpty())
                    .isPresent());
            Thread closing = Thread.ofVirtual().start(rig.gateway()::close);
            assertThat(idle.closesWithin(Duration.ofSeconds(60))).isTrue();
            await().until(() -> refused(port));
            go.complete();
            assertThat(running.readAll().toLowerCase(java.util.Locale.ROOT))
                    .contains("200 ok")
                    .contains("connection: close")
                    .endsWith("done");
            closing.join();
        }
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }

    private static boolean refused(int port) {
        try (Wire _ = new Wire(port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void a_taken_port_is_told() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Rig.start("port", Integer.toString(rig.port())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the port is taken")
                .hasMessageContaining("BERTH_GATEWAY_PORT");
    }
}
