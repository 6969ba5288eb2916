package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.gateway.HttpsClient.Seen;
import dev.berth.gateway.Rig.Reply;
import dev.berth.gateway.knative.Cluster;
import dev.berth.gateway.tls.Keytool;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as Knative's ingress, on a cluster with Knative Serving. */
@Tag(Cluster.CLUSTER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnativeIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String SERVING = "serving.knative.dev/v1";
    private static final String NETWORKING = "networking.internal.knative.dev/v1alpha1";

    private Cluster cluster;
    private Rig rig;
    private String image;

    @BeforeAll
    void start() throws IOException {
        cluster = Cluster.connect();
        String services = "." + cluster.namespace() + ".svc.cluster.local";
        rig = Rig.of(
                cluster.kubeconfig(),
                "knative.enabled",
                "true",
                "knative.internal-port",
                "0",
                "tls.port",
                "0",
                "knative.public-address",
                "gateway" + services,
                "knative.internal-address",
                "gateway-internal" + services,
                "knative.look",
                "2s");
        // a node tells only now and then which images it has
        image = await().atMost(SOON)
                .until(cluster::samples, samples -> !samples.isEmpty())
                .getFirst();
    }

    @AfterAll
    void stop() throws IOException {
        if (rig != null) {
            rig.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private String host(String service) {
        return service + "." + cluster.namespace() + ".example.com";
    }

    private String localHost(String service) {
        return service + "." + cluster.namespace() + ".svc.cluster.local";
    }

    /** A Knative Service whose revision of that name greets with it. */
    private static String service(String name, String labels, String revision, String image, String traffic) {
        return """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: %1$s, labels: {%2$s}}
                spec:
                  template:
                    metadata:
                      name: %1$s-%3$s
                      annotations: {autoscaling.knative.dev/initial-scale: "0"}
                    spec:
                      containers:
                        - image: %4$s
                          imagePullPolicy: IfNotPresent
                          ports: [{containerPort: 8080}]
                          env: [{name: GREETING, value: %3$s}]
                  traffic: [%5$s]
                """.formatted(name, labels, revision, image, traffic);
    }

    private void deploy(String name, String labels, String revision, String traffic) {
        // what was just configured has to come to Knative's own parts, too
        await().atMost(SOON).ignoreExceptions().until(() -> {
            cluster.apply(service(name, labels, revision, image, traffic));
            return true;
        });
        await("service " + name).atMost(SOON).until(() -> cluster.isReady(SERVING, "Service", name));
    }

    private static String latest() {
        return "{latestRevision: true, percent: 100}";
    }

    private HttpServer server() {
        return Rig.get(rig.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "0.0.0.0"));
    }

    @Test
    void a_service_that_berth_did_not_make_is_ready_and_answers_from_zero() {
        deploy("web", "", "one", latest());

        Map<?, ?> status = cluster.status(NETWORKING, "Ingress", "web");
        Reply reply = rig.get(host("web"), "/");

        assertThat(status.toString())
                .contains("domainInternal=gateway." + cluster.namespace())
                .contains("domainInternal=gateway-internal." + cluster.namespace());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("one\n");
    }

    @Test
    void a_domain_of_ones_own_leads_to_a_service() {
        deploy("mapped", "", "one", latest());
        String domain = cluster.namespace() + ".example.org";
        cluster.claim(domain);
        cluster.apply("""
                apiVersion: serving.knative.dev/v1beta1
                kind: DomainMapping
                metadata: {name: %s}
                spec: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: mapped}}
                """.formatted(domain));

        await().atMost(SOON).until(() -> cluster.isReady("serving.knative.dev/v1beta1", "DomainMapping", domain));

        assertThat(rig.get(domain, "/").body()).isEqualTo("one\n");
    }

    @Test
    void traffic_is_split_between_revisions_and_a_tag_chooses_one() {
        deploy("split", "", "one", latest());
        deploy(
                "split",
                "",
                "two",
                "{revisionName: split-one, percent: 50}, {revisionName: split-two, percent: 50, tag: next}");

        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Reply reply = rig.get(host("split"), "/");
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            answers.add(reply.body());
        }

        assertThat(answers).containsExactlyInAnyOrder("one\n", "two\n");
        for (int i = 0; i < 10; i++) {
            assertThat(rig.get(host("split"), "/", "Knative-Serving-Tag", "next")
                            .body())
                    .isEqualTo("two\n");
        }
        assertThat(rig.get(host("next-split"), "/").body()).isEqualTo("two\n");
    }

    @Test
    void what_is_for_the_cluster_alone_is_not_reached_from_outside() {
        deploy("private", "networking.knative.dev/visibility: cluster-local", "one", latest());

        assertThat(rig.get(localHost("private"), "/").status()).isEqualTo(404);
        assertThat(rig.getAt(rig.gateway().internalPort().orElseThrow(), localHost("private"), "/")
                        .body())
                .isEqualTo("one\n");
    }

    @Test
    void no_request_is_lost_while_a_new_revision_takes_over() throws Exception {
        deploy("busy", "", "one", latest());
        rig.get(host("busy"), "/");
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean asking = new AtomicBoolean(true);
        Thread client = Thread.ofVirtual().start(() -> {
            while (asking.get()) {
                Reply reply = rig.get(host("busy"), "/");
                asked.incrementAndGet();
                if (reply.status() != 200) {
                    wrong.add(reply.status() + " " + reply.body());
                }
            }
        });

        for (String revision : new String[] {"two", "three"}) {
            deploy("busy", "", revision, latest());
            await().atMost(SOON).until(() -> rig.get(host("busy"), "/").body().equals(revision + "\n"));
        }
        asking.set(false);
        client.join();

        assertThat(asked.get()).isPositive();
        assertThat(wrong).isEmpty();
    }

    @Test
    void an_ingress_of_another_class_is_left_alone() throws Exception {
        HttpServer server = server();
        cluster.backend("plain", server.actualPort());
        cluster.ingress(
                "others", host("others"), "other.ingress.networking.knative.dev", "plain", "httpOption: Enabled");
        cluster.ingress("ours", host("ours"), "berth.ingress.networking.knative.dev", "plain", "httpOption: Enabled");

        await().atMost(SOON).until(() -> cluster.isReady(NETWORKING, "Ingress", "ours"));

        assertThat(rig.get(host("ours"), "/").body()).isEqualTo("hello");
        assertThat(cluster.status(NETWORKING, "Ingress", "others")).isEmpty();
        assertThat(rig.get(host("others"), "/").status()).isEqualTo(404);
    }

    @Test
    void a_certificate_is_shown_and_http_redirected_once_its_secret_is_there(@TempDir Path folder) throws Exception {
        HttpServer server = server();
        cluster.backend("secure", server.actualPort());
        cluster.ingress(
                "secure",
                host("secure"),
                "berth.ingress.networking.knative.dev",
                "secure",
                "httpOption: Redirected\n  tls: [{hosts: [%s], secretName: secure, secretNamespace: %s}]"
                        .formatted(host("secure"), cluster.namespace()));
        await().atMost(SOON)
                .until(
                        () -> cluster.status(NETWORKING, "Ingress", "secure").toString(),
                        status -> status.contains("there is no Secret"));
        X509Certificate certificate = Keytool.write(folder, "secure", host("secure"), "EC");
        Base64.Encoder base64 = Base64.getEncoder();
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: secure}
                type: kubernetes.io/tls
                data: {tls.crt: %s, tls.key: %s}
                """.formatted(
                        base64.encodeToString(Files.readAllBytes(folder.resolve("secure.crt"))),
                        base64.encodeToString(Files.readAllBytes(folder.resolve("secure.key")))));

        await().atMost(SOON).until(() -> cluster.isReady(NETWORKING, "Ingress", "secure"));
        Seen seen = HttpsClient.credulous(rig.vertx()).get(rig.httpsPort(), host("secure"), HttpVersion.HTTP_2);

        assertThat(seen.shown()).isEqualTo(certificate);
        assertThat(seen.body()).isEqualTo("hello");
        assertThat(rig.get(host("secure"), "/").status()).isEqualTo(301);
    }

    @Test
    void a_service_that_stands_for_what_it_may_not_is_named() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: outside}
                spec: {type: ExternalName, externalName: kubernetes.default.svc.cluster.local, ports: [{name: http, port: 80}]}
                """);
        cluster.ingress(
                "outside", host("outside"), "berth.ingress.networking.knative.dev", "outside", "httpOption: Enabled");

        await().atMost(SOON)
                .until(
                        () -> cluster.status(NETWORKING, "Ingress", "outside").toString(),
                        status -> status.contains("stands for kubernetes.default.svc.cluster.local"));
        assertThat(rig.get(host("outside"), "/").status()).isEqualTo(503);
    }

    @Test
    void of_two_that_claim_a_host_the_younger_is_told_that_it_is_taken() throws Exception {
        HttpServer server = server();
        cluster.backend("contested", server.actualPort());
        cluster.ingress(
                "contested",
                host("contested"),
                "berth.ingress.networking.knative.dev",
                "contested",
                "httpOption: Enabled");
        await().atMost(SOON).until(() -> cluster.isReady(NETWORKING, "Ingress", "contested"));
        cluster.apply("""
                apiVersion: networking.internal.knative.dev/v1alpha1
                kind: Ingress
                metadata:
                  name: zz-late
                  annotations: {networking.knative.dev/ingress.class: berth.ingress.networking.knative.dev}
                spec:
                  rules:
                    - hosts: [%1$s]
                      http: {paths: [{splits: [{serviceNamespace: %2$s, serviceName: contested, servicePort: 80}]}]}
                """.formatted(host("contested"), cluster.namespace()));

        await().atMost(SOON)
                .until(
                        () -> cluster.status(NETWORKING, "Ingress", "zz-late").toString(),
                        status -> status.contains("HostTaken"));
        assertThat(rig.get(host("contested"), "/").body()).isEqualTo("hello");
    }
}
