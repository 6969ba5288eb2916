package dev.berth.api.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.berth.api.refusal.Refusal;
import dev.berth.api.refusal.Refused;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {

    private static final ProjectId PROJECT = new ProjectId(new UUID(1, 1));
    private static final ProjectId OTHER = new ProjectId(new UUID(1, 2));

    @TempDir
    private Path folder;

    private final InMemoryDataKeys dataKeys = new InMemoryDataKeys();
    private final SecretBox box = TestSecrets.box(dataKeys);

    private Secret seal(ProjectId project, String name, String value, Map<String, Secret> present) {
        return requireNonNull(box.sealing(Map.of(name, new Plaintext(value)))
                .in(project, present)
                .await()
                .atMost(Duration.ofMinutes(1))
                .get(name));
    }

    /** As another service does it, from the decision record alone. */
    private String open(ProjectId project, String name, Secret secret, Aead kek) throws GeneralSecurityException {
        String wrapped = box.wrappedKey(project).await().indefinitely().orElseThrow();
        Aead key = TinkProtoKeysetFormat.parseEncryptedKeyset(
                        Base64.getDecoder().decode(wrapped),
                        kek,
                        project.toString().getBytes(UTF_8),
                        AeadConfig2026.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
        byte[] value =
                key.decrypt(Base64.getDecoder().decode(secret.ciphertext()), (project + "/" + name).getBytes(UTF_8));
        return new String(value, UTF_8);
    }

    @Test
    void what_is_sealed_can_be_opened_by_who_has_the_key_encryption_key() throws Exception {
        Secret sealed = seal(PROJECT, "PASSWORD", "sesame – ünïcode", Map.of());
        assertThat(open(PROJECT, "PASSWORD", sealed, TestSecrets.KEY.aead())).isEqualTo("sesame – ünïcode");
    }

    @Test
    void a_ciphertext_cannot_be_moved_to_another_variable() {
        Secret sealed = seal(PROJECT, "PASSWORD", "sesame", Map.of());
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> open(PROJECT, "TOKEN", sealed, TestSecrets.KEY.aead()));
    }

    @Test
    void each_project_has_a_key_of_its_own() {
        Secret sealed = seal(PROJECT, "PASSWORD", "sesame", Map.of());
        seal(OTHER, "PASSWORD", "sesame", Map.of());
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> open(OTHER, "PASSWORD", sealed, TestSecrets.KEY.aead()));
    }

    @Test
    void the_hash_tells_whether_a_value_is_the_same() {
        String hash = seal(PROJECT, "PASSWORD", "sesame", Map.of()).hash();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2id.verify("sesame", hash)).isTrue();
        assertThat(Argon2id.verify("Sesame", hash)).isFalse();
        assertThat(Argon2id.verify("sesame", "no hash")).isFalse();
    }

    @Test
    void hashes_of_other_makers_can_be_checked() {
        // from the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(Argon2id.verify("password", hash)).isTrue();
    }

    @Test
    void the_value_that_is_there_already_stays_the_very_same_secret() {
        Secret present = seal(PROJECT, "PASSWORD", "sesame", Map.of());
        assertThat(seal(PROJECT, "PASSWORD", "sesame", Map.of("PASSWORD", present)))
                .isSameAs(present);
        assertThat(seal(PROJECT, "PASSWORD", "other", Map.of("PASSWORD", present)))
                .isNotEqualTo(present);
    }

    @Test
    void a_command_that_is_tried_again_seals_its_secrets_once() {
        Sealing sealing = box.sealing(Map.of("A", new Plaintext("1")));
        assertThat(sealing.in(PROJECT, Map.of()).await().indefinitely())
                .isEqualTo(sealing.in(PROJECT, Map.of()).await().indefinitely());
    }

    @Test
    void a_deleted_projects_secrets_are_lost_and_no_new_ones_are_taken() {
        seal(PROJECT, "PASSWORD", "sesame", Map.of());
        box.destroy(PROJECT).await().indefinitely();
        assertThat(box.wrappedKey(PROJECT).await().indefinitely()).isEmpty();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> seal(PROJECT, "PASSWORD", "sesame", Map.of()))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.notFound(PROJECT)));
    }

    @Test
    void a_plaintext_does_not_show_itself() {
        assertThat(Map.of("A", new Plaintext("sesame")).toString()).doesNotContain("sesame");
    }

    @Test
    void a_missing_key_file_is_made_once_and_for_its_owner_only() throws Exception {
        Path file = folder.resolve("secrets/kek.json");
        FileKeyEncryptionKey.makeIfAbsent(file);
        String made = Files.readString(file);
        FileKeyEncryptionKey.makeIfAbsent(file);
        assertThat(file).hasContent(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(found -> found.equals(file));
        byte[] sealed = FileKeyEncryptionKey.open(file).aead().encrypt(new byte[] {1}, new byte[0]);
        Aead again = TinkJsonProtoKeysetFormat.parseKeyset(made, AeadConfig2026.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
        assertThat(again.decrypt(sealed, new byte[0])).containsExactly(1);
    }

    @Test
    void a_key_file_that_is_not_there_or_none_stops_the_start() throws Exception {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FileKeyEncryptionKey.open(folder.resolve("none.json")));
        Path file = Files.writeString(folder.resolve("kek.json"), "{}");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> FileKeyEncryptionKey.open(file));
    }
}
