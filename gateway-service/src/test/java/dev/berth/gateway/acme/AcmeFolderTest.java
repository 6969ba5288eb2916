package dev.berth.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.gateway.tls.Keytool;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one folder. */
class AcmeFolderTest {

    private static final URI AUTHORITY = URI.create("https://acme.example:14000/directory");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path shared;

    private AcmeFolder one;
    private AcmeFolder other;

    @BeforeEach
    void open() throws IOException {
        one = AcmeFolder.open(shared, AUTHORITY);
        other = AcmeFolder.open(shared, AUTHORITY);
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        other.close();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void each_authority_has_a_folder_of_its_own() throws IOException {
        assertThat(one.certificates()).isEqualTo(shared.resolve("acme.example-14000-directory/certificates"));
        try (AcmeFolder another = AcmeFolder.open(shared, URI.create("https://acme.example/directory"))) {
            assertThat(another.certificates()).isNotEqualTo(one.certificates());
        }
    }

    @Test
    void a_challenge_is_answered_by_the_other_gateway_at_its_host_while_the_order_runs() throws IOException {
        one.challenges().show("a-Token_1", "shop.example", "a-Token_1.thumb");
        assertThat(other.challenges().answer("shop.example", "a-Token_1")).contains("a-Token_1.thumb");
        assertThat(other.challenges().answer("blog.example", "a-Token_1")).isEmpty();
        assertThat(other.challenges().answer("shop.example", "another")).isEmpty();
        one.challenges().hide("a-Token_1");
        assertThat(other.challenges().answer("shop.example", "a-Token_1")).isEmpty();
    }

    @Test
    void no_other_file_can_be_asked_for_by_a_token() throws IOException {
        AccountKey.of(one.accountKey(), one.locks());
        assertThat(one.challenges().answer("shop.example", "../account.key")).isEmpty();
        assertThat(one.challenges().answer("shop.example", "..")).isEmpty();
        assertThat(one.challenges().answer("shop.example", "")).isEmpty();
        assertThat(one.challenges().answer("shop.example", "a%2fb")).isEmpty();
        assertThatThrownBy(() -> one.challenges().show("../x", "shop.example", "y"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void one_of_them_orders_for_a_host_at_a_time() throws IOException {
        try (FileLock _ = one.locks().tryLock("shop.example").orElseThrow()) {
            assertThat(other.locks().tryLock("shop.example")).isEmpty();
            try (FileLock elsewhere = other.locks().tryLock("blog.example").orElseThrow()) {
                assertThat(elsewhere.isValid()).isTrue();
            }
        }
        try (FileLock later = other.locks().tryLock("shop.example").orElseThrow()) {
            assertThat(later.isValid()).isTrue();
        }
    }

    @Test
    void both_have_one_account_whose_key_is_for_its_owner_alone() throws IOException {
        KeyPair key = AccountKey.of(one.accountKey(), one.locks());
        assertThat(AccountKey.of(other.accountKey(), other.locks()).getPublic()).isEqualTo(key.getPublic());
        assertThat(permissions(one.accountKey())).isEqualTo("rw-------");
    }

    @Test
    void a_setback_holds_for_the_other_gateway_and_over_a_restart_until_an_order_succeeds() throws Exception {
        one.setbacks().put("shop.example", new Setback(3, NOON, "not found"));
        assertThat(other.setbacks().of("shop.example")).isEqualTo(new Setback(3, NOON, "not found"));
        one.setbacks().forget("shop.example");
        assertThat(other.setbacks().of("shop.example")).isEqualTo(Setback.NONE);
    }

    @Test
    void what_nobody_needs_any_more_goes() throws IOException {
        Instant now = Instant.now();
        Keytool.write(one.certificates(), "gone.example", "gone.example", "EC"); // for two days
        one.setbacks().put("gone.example", new Setback(1, now, "no"));
        one.challenges().show("left", "gone.example", "by one that was killed");

        one.tidy(now);
        assertThat(one.certificates()).isDirectoryContaining("glob:**.crt");

        one.tidy(now.plus(Duration.ofDays(40)));
        assertThat(one.certificates()).isEmptyDirectory();
        assertThat(one.setbacks().of("gone.example")).isEqualTo(Setback.NONE);
        assertThat(one.challenges().answer("gone.example", "left")).isEmpty();
    }
}
