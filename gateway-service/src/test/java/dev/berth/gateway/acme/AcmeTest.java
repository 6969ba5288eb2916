package dev.berth.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.gateway.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of settings that lack something. */
class AcmeTest {

    @TempDir
    Path folder;

    private static Optional<Acme> open(String... settings) {
        return Acme.open(Configs.with(settings).acme(), new SimpleMeterRegistry());
    }

    @Test
    void nothing_is_ordered_unless_an_authority_is_named() {
        assertThat(open("acme.terms-agreed", "true")).isEmpty();
    }

    @Test
    void whoever_names_one_has_to_agree_to_its_terms() {
        assertThatThrownBy(() -> open("acme.directory", "https://acme.example/dir", "acme.folder", folder.toString()))
                .hasMessageContaining("acme.example")
                .hasMessageContaining("BERTH_GATEWAY_ACME_TERMS_AGREED=true");
    }

    @Test
    void a_folder_is_needed_and_a_url_and_both_parts_of_a_binding() {
        assertThatThrownBy(() -> open("acme.directory", "https://acme.example/dir", "acme.terms-agreed", "true"))
                .hasMessageContaining("BERTH_GATEWAY_ACME_FOLDER");
        assertThatThrownBy(() -> open("acme.directory", "acme.example", "acme.terms-agreed", "true"))
                .hasMessageContaining("acme.example is no URL");
        assertThatThrownBy(() -> open(
                        "acme.directory",
                        "https://acme.example/dir",
                        "acme.terms-agreed",
                        "true",
                        "acme.folder",
                        folder.toString(),
                        "acme.key-id",
                        "customer"))
                .hasMessageContaining("BERTH_GATEWAY_ACME_MAC_KEY");
    }
}
