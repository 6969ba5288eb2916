package dev.berth.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private Instant now = NOON;

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        var _ = vertx.close();
    }

    private LocalAuthority open() {
        return LocalAuthority.open(vertx, folder, Set.of("web-demo.localhost")::contains, "localhost", () -> now);
    }

    private static Collection<List<?>> names(Certificate certificate) throws GeneralSecurityException {
        return certificate.chain().getFirst().getSubjectAlternativeNames();
    }

    private static List<?> dns(String name) {
        return List.of(2, name);
    }

    /** Throws unless the certificate is good in the eyes of whoever trusts the authority's file. */
    private void validate(Certificate certificate) throws GeneralSecurityException, IOException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate trusted;
        try (var file = Files.newInputStream(folder.resolve("authority.crt"))) {
            trusted = (X509Certificate) factory.generateCertificate(file);
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        var _ = CertPathValidator.getInstance("PKIX")
                .validate(factory.generateCertPath(List.of(certificate.chain().getFirst())), parameters);
    }

    @Test
    void it_certifies_the_hosts_that_are_served_for_whoever_trusts_its_file() throws Exception {
        Certificate certificate = open().of("web-demo.localhost");
        assertThat(names(certificate)).containsExactly(dns("web-demo.localhost"));
        validate(certificate);
    }

    @Test
    void whoever_asks_for_another_name_sees_the_base_domain() throws Exception {
        LocalAuthority authority = open();
        assertThat(names(authority.of("stranger.example"))).containsExactly(dns("localhost"));
        assertThat(authority.of("other.example")).isSameAs(authority.of("stranger.example"));
    }

    @Test
    void it_is_kept_and_its_key_is_for_its_owner_alone() throws Exception {
        open();
        byte[] made = Files.readAllBytes(folder.resolve("authority.crt"));
        Certificate later = open().of("web-demo.localhost");
        assertThat(folder.resolve("authority.crt")).hasBinaryContent(made);
        validate(later);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("authority.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_certificate_is_made_anew_before_it_ends() throws Exception {
        LocalAuthority authority = open();
        Certificate first = authority.of("web-demo.localhost");
        now = NOON.plus(Duration.ofDays(80));
        assertThat(authority.of("web-demo.localhost")).isSameAs(first);
        now = NOON.plus(Duration.ofDays(89));
        Certificate second = authority.of("web-demo.localhost");
        assertThat(second).isNotSameAs(first);
        validate(second);
    }

    @Test
    void one_that_cannot_be_read_is_not_replaced_behind_anybodys_back() throws Exception {
        open();
        Files.writeString(folder.resolve("authority.crt"), "broken");
        assertThatThrownBy(this::open).hasMessageContaining(folder.toString());
        assertThat(folder.resolve("authority.crt")).hasContent("broken");
    }
}
