package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.tls.Keytool;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by nobody's leave: whoever trusts the one file trusts every host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnAuthorityIT {

    private final Vertx vertx = Vertx.vertx();
    private Path folder;
    private Rig rig;
    private int upstream;
    private Deployed container;

    @BeforeAll
    void start(@TempDir Path given) throws IOException {
        folder = given;
        Path bought = Files.createDirectory(folder.resolve("bought"));
        rig = Rig.start(
                "tls.port",
                "0",
                "tls.certificates",
                bought.toString(),
                "tls.reload",
                "100ms",
                "tls.authority",
                folder.resolve("own").toString());
        upstream = rig.serve(request -> request.response().end("hello")).actualPort();
        container = running();
    }

    private Deployed running() {
        Deployed running = rig.deployed();
        rig.endpoints(running, 0, Rig.instance(upstream));
        return running;
    }

    @AfterAll
    void stop() {
        rig.close();
        Rig.get(vertx.close());
    }

    private String authority() {
        return folder.resolve("own/authority.crt").toString();
    }

    private String get(String host) {
        return HttpsClient.trusting(vertx, authority())
                .get(rig.httpsPort(), host, HttpVersion.HTTP_2)
                .body();
    }

    @Test
    void a_container_and_its_domain_answer_whoever_trusts_the_authority() {
        assertThat(get(container.host())).isEqualTo("hello");
        String hostname = "shop." + UUID.randomUUID().toString().substring(0, 8) + ".example";
        rig.publish(Histories.attached(container.id(), hostname));
        await().until(() -> rig.get(hostname, "/").status() == 200);
        assertThat(get(hostname)).isEqualTo("hello");
    }

    @Test
    void a_host_that_leads_nowhere_is_not_certified() {
        assertThatThrownBy(() -> get("stranger.example"))
                .hasCauseInstanceOf(SSLHandshakeException.class)
                .rootCause()
                .hasMessageContaining("stranger.example");
    }

    @Test
    void a_websocket_talks_both_ways_to_a_client_that_names_the_base_domain() {
        HttpServer server = Rig.get(vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text)))
                .listen(0, "127.0.0.1"));
        Deployed talker = rig.deployed();
        rig.endpoints(talker, 0, Rig.instance(server.actualPort()));
        WebSocket socket = Rig.get(vertx.createWebSocketClient(
                        new WebSocketClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(authority())))
                .connect(new WebSocketConnectOptions()
                        .setSsl(true)
                        .setHost("localhost")
                        .setPort(rig.httpsPort())
                        .addHeader("Host", talker.host())
                        .setURI("/ws")));
        List<String> seen = new CopyOnWriteArrayList<>();
        socket.textMessageHandler(seen::add);
        socket.writeTextMessage("hello");
        await().until(() -> seen.equals(List.of("echo hello")));
        Rig.get(socket.close());
    }

    @Test
    void the_authority_stays_over_a_restart() {
        rig.restartGateway();
        assertThat(get(container.host())).isEqualTo("hello");
    }

    @Test
    void a_certificate_of_the_folder_goes_before_its_own() {
        String host = running().host();
        X509Certificate bought = Keytool.write(folder.resolve("bought"), host, host, "EC");
        HttpsClient client = HttpsClient.credulous(vertx);
        await().until(
                        () -> client.get(rig.httpsPort(), host, HttpVersion.HTTP_1_1)
                                .shown(),
                        bought::equals);
    }
}
