package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.embedded.Ports;
import dev.berth.gateway.knative.Cluster;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two gateways are Knative's ingress together, each at an address of its own, as the pods of one Deployment are. */
@Tag(Cluster.CLUSTER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedIngressIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String NETWORKING = "networking.internal.knative.dev/v1alpha1";
    private static final String CLASS = "shared.ingress.networking.knative.dev";

    /** So often both look at every Ingress, whether or not they heard of it. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String port = Integer.toString(Ports.free());
    private final String internalPort = Integer.toString(Ports.free());
    private final String httpsPort = Integer.toString(Ports.free());
    private Cluster cluster;
    private Rig one;
    private Rig other;

    @BeforeAll
    void start() throws IOException {
        cluster = Cluster.connect();
        one = gateway(TestNames.ONE);
        other = gateway(TestNames.OTHER);
        HttpServer server = Rig.get(one.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "0.0.0.0"));
        cluster.backend("plain", server.actualPort());
    }

    private Rig gateway(String address) {
        return Rig.of(
                cluster.kubeconfig(),
                "host",
                address,
                "port",
                port,
                "tls.port",
                httpsPort,
                "knative.enabled",
                "true",
                "knative.internal-port",
                internalPort,
                "knative.ingress-class",
                CLASS,
                "knative.peers",
                TestNames.GATEWAYS,
                "knative.look",
                LOOK.toMillis() + "ms");
    }

    @AfterAll
    void stop() throws IOException {
        if (one != null) {
            one.close();
        }
        if (other != null) {
            other.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void both_serve_an_ingress_and_none_writes_over_what_the_other_says() {
        ingress("ready", "plain");
        ingress("waiting", "nowhere");

        await().atMost(SOON).until(() -> isReady("ready"));
        await().atMost(SOON).until(() -> says("waiting", "NoService"));

        assertThat(answers("ready")).containsExactly("hello", "hello");
        assertUnwritten("ready", "waiting");
    }

    @Test
    void what_one_that_is_away_does_not_serve_is_not_ready_until_it_is_back() {
        ingress("before", "plain");
        await().atMost(SOON).until(() -> isReady("before"));

        other.stopGateway();
        ingress("meanwhile", "plain");

        await().atMost(SOON).until(() -> says("meanwhile", "NotServedYet"));
        assertThat(one.get(host("before"), "/").body()).isEqualTo("hello");
        await().atMost(SOON).until(() -> one.get(host("meanwhile"), "/").body().equals("hello"));
        assertUnwritten("before", "meanwhile");
        assertThat(isReady("before")).isTrue();

        other.restartGateway();

        await().atMost(SOON).until(() -> isReady("meanwhile"));
        assertThat(answers("meanwhile")).containsExactly("hello", "hello");
    }

    private List<String> answers(String name) {
        return Stream.of(one, other)
                .map(gateway -> gateway.get(host(name), "/").body())
                .toList();
    }

    /** Over many looks of both. */
    private void assertUnwritten(String... names) {
        List<String> before = versions(names);
        await().during(LOOK.multipliedBy(10)).atMost(SOON).until(() -> versions(names), Predicate.isEqual(before));
    }

    private List<String> versions(String... names) {
        return Stream.of(names)
                .map(name -> cluster.version(NETWORKING, "Ingress", name))
                .toList();
    }

    private boolean isReady(String name) {
        return cluster.isReady(NETWORKING, "Ingress", name);
    }

    private boolean says(String name, String reason) {
        return cluster.status(NETWORKING, "Ingress", name).toString().contains(reason);
    }

    private void ingress(String name, String backend) {
        cluster.ingress(name, host(name), CLASS, backend, "httpOption: Enabled");
    }

    private String host(String name) {
        return name + "." + cluster.namespace() + ".example.com";
    }
}
