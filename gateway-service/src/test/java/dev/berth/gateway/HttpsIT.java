package dev.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.events.DomainEvent.DomainAttached;
import dev.berth.events.spec.ContainerSpec.Privacy;
import dev.berth.gateway.HttpsClient.Seen;
import dev.berth.gateway.Rig.Deployed;
import dev.berth.gateway.tls.Keytool;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsIT {

    private final Vertx vertx = Vertx.vertx();
    private final HttpsClient client = HttpsClient.credulous(vertx);
    private Path folder;
    private Rig rig;
    private int upstream;
    private X509Certificate wildcard;

    @BeforeAll
    void start(@TempDir Path given) {
        folder = given;
        wildcard = Keytool.write(folder, "*.localhost", "*.localhost", "EC");
        rig = Rig.start("tls.port", "0", "tls.certificates", folder.toString(), "tls.reload", "100ms");
        upstream = rig.serve(request -> request.response()
                        .end(request.getHeader("X-Forwarded-Proto") + " " + request.getHeader("Host")))
                .actualPort();
    }

    @AfterAll
    void stop() {
        rig.close();
        Rig.get(vertx.close());
    }

    private Deployed running(Privacy privacy, boolean httpsOnly) {
        Deployed container = rig.deployed(Histories.spec(privacy, httpsOnly, Histories.PATIENCE));
        rig.endpoints(container, 0, Rig.instance(upstream));
        return container;
    }

    private Seen get(String host) {
        return client.get(rig.httpsPort(), host, HttpVersion.HTTP_1_1);
    }

    @Test
    void a_container_answers_over_https_in_either_version_of_http_and_hears_of_it() {
        Deployed container = running(Privacy.PUBLIC, true);
        String heard = "https " + container.host() + ":" + rig.httpsPort();
        Seen one = get(container.host());
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.body()).isEqualTo(heard);
        assertThat(one.shown()).isEqualTo(wildcard);
        Seen two = client.get(rig.httpsPort(), container.host(), HttpVersion.HTTP_2);
        assertThat(two.status()).isEqualTo(200);
        assertThat(two.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(two.body()).isEqualTo(heard);
    }

    @Test
    void plain_http_is_sent_to_where_https_is_listened_for() {
        Deployed container = running(Privacy.PUBLIC, true);
        assertThat(rig.get(container.host() + ":8090", "/a?b").headers().get("Location"))
                .isEqualTo("https://" + container.host() + ":" + rig.httpsPort() + "/a?b");
    }

    @Test
    void plain_http_is_sent_to_the_port_that_clients_know() throws IOException {
        try (Rig published =
                Rig.start("tls.port", "0", "tls.public-port", "443", "tls.certificates", folder.toString())) {
            Deployed container = published.deployed(Histories.spec(Privacy.PUBLIC, true, Histories.PATIENCE));
            assertThat(published.get(container.host(), "/").headers().get("Location"))
                    .isEqualTo("https://" + container.host() + "/");
        }
    }

    @Test
    void a_private_container_is_private_over_https_too() {
        assertThat(get(running(Privacy.PRIVATE, false).host()).status()).isEqualTo(403);
    }

    @Test
    void a_certificate_is_shown_from_when_its_files_are_there_and_anew_when_they_change() throws IOException {
        String hostname = "shop." + UUID.randomUUID().toString().substring(0, 8) + ".example";
        DomainAttached domain =
                Histories.attached(running(Privacy.PUBLIC, false).id(), hostname);
        rig.publish(domain);
        await().until(() -> rig.get(hostname, "/").status() == 200);
        assertThatThrownBy(() -> get(hostname)).hasRootCauseInstanceOf(SSLHandshakeException.class);

        X509Certificate first = Keytool.write(folder, hostname, hostname, "RSA");
        await().ignoreExceptions().until(() -> get(hostname).shown(), first::equals);
        X509Certificate renewed = Keytool.write(folder, hostname, hostname, "EC");
        await().ignoreExceptions().until(() -> get(hostname).shown(), renewed::equals);

        Files.writeString(folder.resolve(hostname + ".crt"), "broken");
        X509Certificate later = Keytool.write(folder, "later.example", "later.example", "EC");
        await().ignoreExceptions().until(() -> get("later.example").shown(), later::equals);
        assertThat(get(hostname).shown()).isEqualTo(renewed);
    }
}
