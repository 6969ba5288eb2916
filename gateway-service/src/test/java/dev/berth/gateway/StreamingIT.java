package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.events.spec.Port.Protocol;
import dev.berth.events.traffic.Endpoints.State;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.Rig.Reply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingIT {

    private Rig rig;

    @BeforeAll
    void start() {
        rig = Rig.start();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private Deployed behind(Handler<HttpServerRequest> handler) {
        return behind(Protocol.HTTP1, handler);
    }

    private Deployed behind(Protocol protocol, Handler<HttpServerRequest> handler) {
        return behind(protocol, Histories.PATIENCE, handler);
    }

    private Deployed behind(Protocol protocol, Duration timeout, Handler<HttpServerRequest> handler) {
        HttpServer server = rig.serve(handler);
        Deployed container = rig.deployed(Histories.spec(Privacy.PUBLIC, false, timeout));
        rig.endpoints(container, 0, Rig.instance(server.actualPort(), protocol, State.READY));
        return container;
    }

    private HttpClientRequest open(HttpClient client, HttpMethod method, Deployed container) {
        return Rig.get(client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(rig.port())
                        .setMethod(method)))
                .authority(HostAndPort.authority(container.host()));
    }

    private Wire wire() throws IOException {
        return new Wire(rig.port());
    }

    @Test
    void events_arrive_as_they_are_sent() {
        AtomicReference<HttpServerResponse> stream = new AtomicReference<>();
        Deployed container = behind(request -> {
            request.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
            request.response().write("");
            stream.set(request.response());
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicBoolean headSeen = new AtomicBoolean();
        HttpClientRequest request = open(rig.http1(), HttpMethod.GET, container);
        request.response().onSuccess(response -> {
            headSeen.set(true);
            response.handler(event -> seen.add(event.toString()));
        });
        request.end();
        await().untilTrue(headSeen);
        for (int i = 1; i <= 3; i++) {
            stream.get().write("data: " + i + "\n\n");
            int count = i;
            await().until(() -> seen.size() == count);
        }
        assertThat(seen).containsExactly("data: 1\n\n", "data: 2\n\n", "data: 3\n\n");
        stream.get().end();
    }

    @Test
    void a_large_body_goes_both_ways_whole() {
        Deployed container = behind(request -> {
            request.response().setChunked(true);
            request.pipeTo(request.response());
        });
        Buffer body = Buffer.buffer("0123456789abcdef".repeat(500_000));
        assertThat(rig.post(container.host(), "/", body).body()).isEqualTo(body.toString());
        assertThat(rig.send2(HttpMethod.POST, container.host(), "/", body).body())
                .isEqualTo(body.toString());
    }

    @Test
    void a_slow_reader_holds_the_container_back_instead_of_filling_memory() {
        AtomicLong written = new AtomicLong();
        Deployed container = behind(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
            Runnable[] fill = new Runnable[1];
            fill[0] = () -> {
                while (!response.writeQueueFull() && written.get() < 200_000_000L) {
                    response.write(chunk);
                    written.addAndGet(chunk.length());
                }
                response.drainHandler(_ -> fill[0].run());
            };
            fill[0].run();
        });
        HttpClientRequest request = open(rig.http1(), HttpMethod.GET, container);
        AtomicBoolean answered = new AtomicBoolean();
        request.response().onSuccess(response -> {
            response.pause();
            answered.set(true);
        });
        request.end();
        await().untilTrue(answered);
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(60)).until(() -> {
            long before = written.get();
            Thread.sleep(200);
            return written.get() == before;
        });
        assertThat(written.get()).isLessThan(50_000_000L);
        request.reset();
    }

    @Test
    void a_slow_container_holds_the_client_back() {
        Promise<Void> go = Promise.promise();
        Deployed container = behind(request -> {
            request.pause();
            AtomicLong read = new AtomicLong();
            request.handler(chunk -> read.addAndGet(chunk.length()));
            request.endHandler(_ -> request.response().end("read " + read.get()));
            go.future().onComplete(_ -> request.resume());
        });
        HttpClientRequest request =
                open(rig.http1(), HttpMethod.POST, container).setChunked(true);
        long written = 0;
        boolean stopped = false;
        Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
        while (written < 100_000_000L) {
            if (request.writeQueueFull()) {
                Promise<Void> drained = Promise.promise();
                request.drainHandler(_ -> drained.tryComplete());
                if (request.writeQueueFull() && !completes(drained, Duration.ofMillis(700))) {
                    stopped = true;
                    break;
                }
            }
            request.write(chunk);
            written += chunk.length();
        }
        assertThat(stopped).isTrue();
        assertThat(written).isLessThan(50_000_000L);
        Future<Buffer> body = request.response().compose(response -> response.body());
        go.complete();
        request.end();
        assertThat(Rig.get(body).toString()).isEqualTo("read " + written);
    }

    private static boolean completes(Promise<Void> promise, Duration within) {
        try {
            promise.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(within.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException _) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void trailers_pass() {
        Deployed container = behind(request -> {
            request.response().setChunked(true).putHeader("Trailer", "X-Sum");
            request.response().write("body");
            request.response().putTrailer("X-Sum", "42");
            request.response().end();
        });
        Reply reply = rig.get(container.host(), "/");
        assertThat(reply.body()).isEqualTo("body");
        assertThat(reply.trailers().get("X-Sum")).isEqualTo("42");
        assertThat(rig.send2(HttpMethod.GET, container.host(), "/", Buffer.buffer())
                        .trailers()
                        .get("X-Sum"))
                .isEqualTo("42");
    }

    @Test
    void grpc_passes_both_ways_with_its_trailers() {
        Deployed container = behind(Protocol.GRPC, request -> {
            request.response().putHeader("content-type", "application/grpc");
            request.response().setChunked(true);
            request.response().write("");
            request.handler(message -> request.response().write("echo " + message));
            request.endHandler(_ -> {
                request.response().putTrailer("grpc-status", "0");
                request.response().putTrailer("seen-te", String.valueOf(request.getHeader("te")));
                request.response().end();
            });
        });
        HttpClientRequest request = open(rig.http2(), HttpMethod.POST, container);
        request.setChunked(true).putHeader("content-type", "application/grpc").putHeader("te", "trailers");
        List<String> seen = new CopyOnWriteArrayList<>();
        Promise<String> status = Promise.promise();
        AtomicBoolean head = new AtomicBoolean();
        request.response().onSuccess(response -> {
            head.set(true);
            response.handler(message -> seen.add(message.toString()));
            response.endHandler(
                    _ -> status.complete(response.getTrailer("grpc-status") + " " + response.getTrailer("seen-te")));
        });
        request.sendHead();
        await().untilTrue(head); // the answer begins before the request ends
        request.write("one");
        await().until(() -> seen.contains("echo one"));
        request.write("two");
        await().until(() -> seen.contains("echo two"));
        request.end();
        assertThat(Rig.get(status.future())).isEqualTo("0 trailers");
    }

    @Test
    void an_h2c_container_answers_http1_clients() {
        Deployed container = behind(
                Protocol.H2C,
                request -> request.body()
                        .onSuccess(body -> request.response()
                                .end(request.version() + " " + request.method() + " " + request.authority() + " "
                                        + body.length())));
        assertThat(rig.get(container.host(), "/").body()).isEqualTo("HTTP_2 GET " + container.host() + " 0");
        assertThat(rig.post(container.host(), "/", Buffer.buffer("abc")).body())
                .isEqualTo("HTTP_2 POST " + container.host() + " 3");
    }

    @Test
    void http2_clients_reach_http1_containers_with_prior_knowledge_and_by_upgrade() {
        Deployed container = behind(request -> request.body()
                .onSuccess(body -> request.response()
                        .end(request.version() + " " + request.method() + " " + request.authority() + " "
                                + request.getHeader("transfer-encoding") + " " + body)));
        String expected = "HTTP_1_1 GET " + container.host() + " null ";
        assertThat(rig.send2(HttpMethod.GET, container.host(), "/", Buffer.buffer())
                        .body())
                .isEqualTo(expected);
        assertThat(rig.send2(HttpMethod.POST, container.host(), "/", Buffer.buffer("x"))
                        .body())
                .endsWith("x");
        HttpClient upgrading = rig.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(true));
        assertThat(Rig.get(rig.request(upgrading, HttpMethod.GET, container.host(), "/", Buffer.buffer()))
                        .body())
                .isEqualTo(expected);
    }

    @Test
    void cookies_that_http2_split_are_one_again() {
        Deployed container = behind(request ->
                request.response().end(String.join("|", request.headers().getAll("cookie"))));
        HttpClientRequest request = open(rig.http2(), HttpMethod.GET, container);
        request.headers().add("cookie", "a=1").add("cookie", "b=2");
        Future<Buffer> body = request.response().compose(response -> response.body());
        request.end();
        assertThat(Rig.get(body).toString()).isEqualTo("a=1; b=2");
    }

    @Test
    void head_and_bodiless_answers_stay_as_they_are() throws IOException {
        Deployed container = behind(request -> {
            switch (request.uri()) {
                case "/head" ->
                    request.response().putHeader("Content-Length", "1234").end();
                case "/204" -> request.response().setStatusCode(204).end();
                case "/304" ->
                    request.response()
                            .setStatusCode(304)
                            .putHeader("ETag", "\"x\"")
                            .end();
                default ->
                    request.response()
                            .setStatusCode(418)
                            .setStatusMessage("Short")
                            .end();
            }
        });
        try (Wire wire = wire()) {
            String host = "Host: " + container.host() + "\r\n\r\n";
            assertThat(wire.send("HEAD /head HTTP/1.1\r\n" + host).readUntil("\r\n\r\n"))
                    .containsIgnoringCase("content-length: 1234");
            assertThat(wire.send("GET /204 HTTP/1.1\r\n" + host).readUntil("HTTP/1.1 204 No Content"))
                    .contains("204");
            assertThat(wire.send("GET /304 HTTP/1.1\r\n" + host).readUntil("HTTP/1.1 304 Not Modified"))
                    .contains("304");
            assertThat(wire.send("GET /tea HTTP/1.1\r\n" + host).readUntil("418 Short"))
                    .contains("HTTP/1.1 418 Short");
        }
    }

    @Test
    void an_http10_client_gets_a_body_that_ends_with_the_connection() throws IOException {
        Deployed container = behind(request -> {
            request.response().setChunked(true);
            request.response().write("one,");
            request.response().end("two");
        });
        try (Wire wire = wire()) {
            String all = wire.send("GET / HTTP/1.0\r\nHost: " + container.host() + "\r\nConnection: keep-alive\r\n\r\n")
                    .readAll();
            assertThat(all).startsWith("HTTP/1.0 200").endsWith("\r\n\r\none,two");
            assertThat(all.toLowerCase(java.util.Locale.ROOT))
                    .contains("connection: close")
                    .doesNotContain("transfer-encoding");
        }
    }

    @Test
    void the_container_decides_whether_the_client_may_send_its_body() throws IOException {
        Deployed container = behind(request -> {
            if (request.uri().equals("/no")) {
                request.response().setStatusCode(413).end("too large");
            } else {
                request.response().writeContinue();
                request.body().onSuccess(body -> request.response().end("got " + body));
            }
        });
        String rest =
                " HTTP/1.1\r\nHost: " + container.host() + "\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
        try (Wire wire = wire()) {
            assertThat(wire.send("POST /yes" + rest).readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(wire.send("hello").readUntil("got hello")).contains("200 OK");
        }
        try (Wire wire = wire()) {
            assertThat(wire.send("POST /no" + rest).readUntil("too large"))
                    .startsWith("HTTP/1.1 413")
                    .doesNotContain("100 Continue");
        }
    }

    @Test
    void a_websocket_is_held_while_its_container_wakes_and_then_talks_both_ways() {
        HttpServer server = Rig.get(rig.vertx()
                .createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("chat")))
                .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text)))
                .listen(0, "127.0.0.1"));
        Deployed container = rig.deployed();
        var opening = rig.vertx()
                .createWebSocketClient()
                .connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(rig.port())
                        .addHeader("Host", container.host())
                        .setURI("/ws")
                        .addSubProtocol("chat"));
        rig.awaitWake(container.id());
        rig.tellEndpoints(container, 0, Rig.instance(server.actualPort()));
        AtomicReference<String> coldStart = new AtomicReference<>();
        WebSocket socket = Rig.get(opening.map(opened -> {
            coldStart.set(String.valueOf(opened.headers().get("X-Berth-Cold-Start")));
            return opened;
        }));
        assertThat(socket.subProtocol()).isEqualTo("chat");
        assertThat(Long.parseLong(coldStart.get())).isPositive();
        List<String> seen = new CopyOnWriteArrayList<>();
        socket.textMessageHandler(seen::add);
        for (int i = 0; i < 100; i++) {
            socket.writeTextMessage("message " + i);
        }
        await().until(() -> seen.size() == 100);
        assertThat(seen.getLast()).isEqualTo("echo message 99");
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> !d.inFlight().isEmpty())
                .isPresent());
        Rig.get(socket.close());
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }

    @Test
    void a_refused_upgrade_is_an_ordinary_answer() throws IOException {
        Deployed container =
                behind(request -> request.response().setStatusCode(401).end("who are you"));
        try (Wire wire = wire()) {
            String answer = wire.send("GET /ws HTTP/1.1\r\nHost: " + container.host()
                            + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .readUntil("who are you");
            assertThat(answer).startsWith("HTTP/1.1 401");
        }
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }

    @Test
    void a_stream_that_lasts_longer_than_the_timeout_is_cut() {
        Deployed container = behind(Protocol.HTTP1, Duration.ofSeconds(5), request -> {
            request.response().setChunked(true);
            request.response().write("begun");
        });
        HttpClientRequest request = open(rig.http1(), HttpMethod.GET, container);
        Promise<Throwable> cut = Promise.promise();
        request.response().onSuccess(response -> response.handler(_ -> {}).exceptionHandler(cut::tryComplete));
        request.end();
        assertThat(Rig.get(cut.future())).isNotNull();
    }

    @Test
    void a_client_that_goes_ends_the_work_of_the_container() {
        AtomicBoolean noticed = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        Deployed container = behind(request -> {
            begun.set(true);
            request.response().exceptionHandler(_ -> noticed.set(true));
        });
        for (HttpClient client : List.of(rig.http1(), rig.http2())) {
            noticed.set(false);
            begun.set(false);
            HttpClientRequest request = open(client, HttpMethod.GET, container);
            request.end();
            await().untilTrue(begun);
            request.reset();
            await().untilTrue(noticed);
        }
    }

    @Test
    void an_answer_that_comes_before_the_body_was_read_reaches_the_client() {
        Deployed container =
                behind(request -> request.response().setStatusCode(403).end("no"));
        HttpClientRequest request =
                open(rig.http1(), HttpMethod.POST, container).setChunked(true);
        Future<String> answer =
                request.response().compose(response -> response.body().map(body -> response.statusCode() + " " + body));
        request.write("first");
        assertThat(Rig.get(answer)).isEqualTo("403 no");
        request.write("second");
        request.end();
        await().until(() -> rig.lastDemand(container.id())
                .filter(d -> d.inFlight().isEmpty())
                .isPresent());
    }
}
