package dev.berth.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        var _ = vertx.close();
    }

    private Certificate certificate(String name, String algorithm) throws Exception {
        Keytool.write(folder, name, name + ".example", algorithm);
        return Certificate.read(vertx, folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    }

    @Test
    void the_certificate_that_fits_best_is_shown() throws Exception {
        Certificate exact = certificate("exact", "EC");
        Certificate wild = certificate("wild", "RSA");
        Certificate other = certificate("other", "EC");
        Certificates certificates =
                new Certificates(Map.of("shop.example.com", exact, "*.example.com", wild, "default", other));
        assertThat(certificates.of("shop.example.com")).contains(exact);
        assertThat(certificates.of("web.example.com")).contains(wild);
        assertThat(certificates.of("a.web.example.com")).isEmpty();
        assertThat(certificates.of("example.com")).isEmpty();
        assertThat(certificates.otherwise()).contains(other);
        assertThat(new Certificates(Map.of("*.example.com", wild)).otherwise()).isEmpty();
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        Certificate ours = certificate("ours", "EC");
        assertThat(ours.keyType()).isEqualTo("EC");
        assertThat(certificate("theirs", "RSA").keyType()).isEqualTo("RSA");
        Keytool.write(folder, "new", "ours.example", "EC");
        Files.copy(folder.resolve("new.key"), folder.resolve("ours.key"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Certificate.read(vertx, folder.resolve("ours.crt"), folder.resolve("ours.key")))
                .hasMessageContaining("not that of the certificate");
    }
}
