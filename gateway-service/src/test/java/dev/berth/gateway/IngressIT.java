package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.events.ContainerId;
import dev.berth.gateway.HttpsClient.Seen;
import dev.berth.gateway.Rig.Reply;
import dev.berth.gateway.access.ApiKeys;
import dev.berth.gateway.access.Doorman;
import dev.berth.gateway.access.Tokens;
import dev.berth.gateway.dispatch.Dispatchers;
import dev.berth.gateway.ingress.Ingress;
import dev.berth.gateway.ingress.Ingresses;
import dev.berth.gateway.ingress.Made;
import dev.berth.gateway.ingress.Service;
import dev.berth.gateway.ingress.ServiceName;
import dev.berth.gateway.ingress.Slice;
import dev.berth.gateway.proxy.GatewayMetrics;
import dev.berth.gateway.proxy.Proxy;
import dev.berth.gateway.route.Routes;
import dev.berth.gateway.tls.Keytool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.HostAndPort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data path makes of Ingress objects; the cluster that they are from is played by the test. */
class IngressIT {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http1 = vertx.createHttpClient();
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final Routes routes = new Routes("localhost");
    private final Dispatchers dispatchers = new Dispatchers("test", 1000, 1000, _ -> {}, InstantSource.system());
    private final GatewayConfig config = Configs.with(
            "knative.enabled",
            "true",
            "knative.internal-port",
            "0",
            "knative.shared-services",
            "eventing/dispatcher",
            "tls.port",
            "0");
    private final Ingresses ingresses = ingresses();
    private Proxy proxy;
    private int upstream;

    private Ingresses ingresses() {
        return new Ingresses(
                dispatchers,
                config.knative().internalAddress(),
                config.knative().sharedServices().orElseThrow());
    }

    private Proxy start(Ingresses serving) {
        Proxy started = Proxy.start(
                config,
                routes,
                new Doorman(new ApiKeys(), new Tokens(), InstantSource.system()),
                dispatchers,
                new GatewayMetrics(new SimpleMeterRegistry(), dispatchers::waiting),
                () -> CompletableFuture.completedFuture(null),
                Optional.empty(),
                Optional.of(serving));
        started.becomeReady();
        return started;
    }

    @BeforeEach
    void start() {
        proxy = start(ingresses);
        upstream = Rig.get(
                        vertx.createHttpServer().requestHandler(IngressIT::echo).listen(0, "0.0.0.0"))
                .actualPort();
        service("web", false);
        ingresses.becomeKnown();
    }

    @AfterEach
    void stop() {
        proxy.close();
        dispatchers.close();
        Rig.get(vertx.close());
    }

    private static void echo(HttpServerRequest request) {
        if (request.headers().contains("Upgrade")) {
            request.toWebSocket().onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage));
            return;
        }
        request.response()
                .end(request.version() + " " + request.authority() + " " + request.uri() + " Foo="
                        + request.getHeader("Foo") + " Hash=" + request.getHeader("K-Network-Hash"));
    }

    private void service(String name, boolean http2) {
        service(new ServiceName("shop", name), http2);
    }

    private void service(ServiceName service, boolean http2) {
        ingresses.put(new Service(service, Optional.empty(), List.of(new Service.Port("http", 80, http2))));
        ingresses.put(new Slice(service, service.name() + "-a", List.of(pod()), List.of(), Map.of("http", upstream)));
    }

    /** An address of this machine that others could have, too. */
    private static String pod() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElseThrow();
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply get(int port, HttpClient client, String host, String... headers) {
        return Rig.get(client.request(new RequestOptions().setHost("127.0.0.1").setPort(port))
                .compose(request -> {
                    request.setMethod(HttpMethod.GET);
                    request.setURI("/path?query");
                    request.authority(HostAndPort.parseAuthority(host, -1));
                    for (int i = 0; i < headers.length; i += 2) {
                        request.putHeader(headers[i], headers[i + 1]);
                    }
                    return request.send()
                            .compose(response -> response.body()
                                    .map(body -> new Reply(
                                            response.statusCode(),
                                            response.headers(),
                                            body.toString(),
                                            response.trailers())));
                }));
    }

    private Reply get(String host, String... headers) {
        return get(proxy.port(), http1, host, headers);
    }

    private Reply getInternally(String host, String... headers) {
        return get(proxy.internalPort().orElseThrow(), http1, host, headers);
    }

    @Test
    void a_request_goes_to_the_service_with_the_headers_that_are_wanted() {
        ingresses.put(Made.ingress("web", """
                {'rules': [{'hosts': ['web.example.com'], 'http': {'paths': [
                    {'rewriteHost': 'inner.example.com', 'appendHeaders': {'Foo': 'bar'}, 'splits': [%s]}]}}]}""".formatted(Made.split("web", 100))));

        Reply reply = get("WEB.example.com:8090", "Foo", "bogus");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("HTTP_1_1 inner.example.com /path?query Foo=bar Hash=null");
    }

    @Test
    void a_service_may_speak_http2() {
        service("grpc", true);
        ingresses.put(Made.leading("grpc", "grpc.example.com", "grpc"));

        assertThat(get(proxy.port(), http2, "grpc.example.com").body())
                .startsWith("HTTP_2 grpc.example.com /path?query");
        assertThat(get("grpc.example.com").body()).startsWith("HTTP_2 grpc.example.com /path?query");
    }

    @Test
    void a_websocket_goes_through() {
        ingresses.put(Made.leading("web", "web.example.com", "web"));

        String echoed = Rig.get(vertx.createWebSocketClient()
                .connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(proxy.port())
                        .setURI("/ws")
                        .putHeader("Host", "web.example.com"))
                .compose(socket -> {
                    var answer = Promise.<String>promise();
                    socket.textMessageHandler(answer::complete);
                    return socket.writeTextMessage("hello")
                            .compose(_ -> answer.future())
                            .compose(echo -> socket.close().map(echo));
                }));

        assertThat(echoed).isEqualTo("hello");
    }

    @Test
    void what_is_for_the_cluster_is_reached_by_the_internal_port_alone() {
        ingresses.put(Made.ingress(
                "web",
                "{'rules': [%s, %s]}"
                        .formatted(
                                Made.rule("web.shop.svc.cluster.local", "ClusterLocal", "web"),
                                Made.rule("web.example.com", "ExternalIP", "web"))));

        assertThat(get("web.shop.svc.cluster.local").status()).isEqualTo(404);
        assertThat(getInternally("web.shop.svc.cluster.local").status()).isEqualTo(200);
        assertThat(getInternally("web.example.com").status()).isEqualTo(200);
        assertThat(getInternally("other.example.com").status()).isEqualTo(404);
    }

    @Test
    void who_asks_for_the_version_is_told_by_the_gateway_and_so_is_the_service() {
        Ingress ingress = Made.leading("web", "web.example.com", "web");
        ingresses.put(ingress);

        Reply reply = get("web.example.com", "K-Network-Probe", "probe", "K-Network-Hash", "override");

        assertThat(reply.headers().get("K-Network-Hash")).isEqualTo(ingress.hash());
        assertThat(reply.body()).endsWith("Hash=" + ingress.hash());
        assertThat(get("web.example.com", "K-Network-Hash", "mine").body()).endsWith("Hash=mine");
    }

    @Test
    void a_host_of_a_container_stays_the_containers() {
        ContainerId id = new ContainerId(UUID.randomUUID());
        routes.take(Histories.recorded(1, Histories.created(id, "web")));
        ingresses.put(Made.leading("web", "web.localhost", "web"));

        assertThat(get("web.localhost").headers().get("X-Berth-Error")).isEqualTo("not_deployed");
    }

    @Test
    void what_leads_nowhere_says_so() {
        ingresses.put(Made.leading("web", "web.example.com", "gone"));

        Reply reply = get("web.example.com");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("web.example.com leads nowhere: there is no service shop/gone");
    }

    private void alias(String name, String of) {
        ingresses.put(new Service(
                new ServiceName("shop", name), Optional.of(of), List.of(new Service.Port("http", 80, false))));
        ingresses.put(Made.leading(name, name + ".example.com", name));
    }

    @Test
    void a_service_stands_for_another_where_the_operator_shares_that_one() {
        service(ServiceName.of("eventing/dispatcher"), false);
        alias("channel", "dispatcher.eventing.svc.cluster.local");

        assertThat(get("channel.example.com").body()).startsWith("HTTP_1_1 channel.example.com /path?query");
    }

    @Test
    void a_service_that_stands_for_the_gateways_own_machine_leads_nowhere() {
        alias("inside", "localhost");

        Reply reply = get("inside.example.com");

        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.body()).contains("inside.example.com leads nowhere: service shop/inside stands for localhost");
    }

    @Test
    void who_comes_by_http_is_sent_to_https_where_the_certificate_is_shown(@TempDir Path folder) throws Exception {
        X509Certificate certificate = Keytool.write(folder, "web", "web.example.com", "EC");
        proxy.keyring()
                .orElseThrow()
                .told()
                .put(
                        "shop/web",
                        List.of("web.example.com"),
                        Files.readAllBytes(folder.resolve("web.crt")),
                        Files.readAllBytes(folder.resolve("web.key")));
        ingresses.put(Made.ingress(
                "web",
                "{'httpOption': 'Redirected', 'rules': [%s]}"
                        .formatted(Made.rule("web.example.com", "ExternalIP", "web"))));

        int https = proxy.httpsPort().orElseThrow();
        Reply plain = get("web.example.com");
        Seen seen = HttpsClient.credulous(vertx).get(https, "web.example.com", HttpVersion.HTTP_1_1);

        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.headers().get("Location")).isEqualTo("https://web.example.com:" + https + "/path?query");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.shown()).isEqualTo(certificate);
        assertThat(getInternally("web.example.com").status()).isEqualTo(200);
    }

    @Test
    void nobody_is_told_that_a_host_is_unknown_before_the_cluster_is_known() {
        Proxy unknowing = start(ingresses());

        assertThat(get(unknowing.port(), http1, "web.example.com").status()).isEqualTo(503);
        unknowing.close();
    }
}
