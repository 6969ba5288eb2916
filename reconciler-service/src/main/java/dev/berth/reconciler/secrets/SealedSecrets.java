package dev.berth.reconciler.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import dev.berth.events.ProjectId;
import dev.berth.events.spec.Failure.Reason;
import dev.berth.events.spec.Secret;
import dev.berth.reconciler.container.Surroundings.Secrets;
import dev.berth.reconciler.engine.EngineRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens secrets as decision 3 says they are sealed: a data key per project, wrapped by the key-encryption key of a file.
 * The file is read when the first secret is met, since a platform without secrets needs none.
 */
public final class SealedSecrets implements Secrets {

    private static final Configuration AEAD = aead();

    private final Optional<Path> keyFile;
    private final DataKeys dataKeys;
    private final Map<ProjectId, Aead> opened = new ConcurrentHashMap<>();
    private @Nullable Aead keyEncryptionKey;

    public SealedSecrets(Optional<Path> keyFile, DataKeys dataKeys) {
        this.keyFile = keyFile;
        this.dataKeys = dataKeys;
    }

    @Override
    public Map<String, String> read(ProjectId project, Map<String, Secret> secrets) {
        if (secrets.isEmpty()) {
            return Map.of();
        }
        Aead key = dataKey(project);
        Map<String, String> clear = new HashMap<>();
        secrets.forEach((name, secret) -> clear.put(name, open(project, key, name, secret)));
        return clear;
    }

    /** Forgets a project's key, once the project is deleted. */
    public void forget(ProjectId project) {
        opened.remove(project);
    }

    private static String open(ProjectId project, Aead key, String name, Secret secret) {
        try {
            byte[] sealed = Base64.getDecoder().decode(secret.ciphertext());
            return new String(key.decrypt(sealed, bytes(project + "/" + name)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new EngineRefused(
                    Reason.SECRETS_UNREADABLE,
                    "secret variable %s cannot be read with the project's key; set it again".formatted(name));
        }
    }

    private Aead dataKey(ProjectId project) {
        Aead known = opened.get(project);
        if (known != null) {
            return known;
        }
        String wrapped = dataKeys.wrapped(project)
                .orElseThrow(() -> new EngineRefused(
                        Reason.SECRETS_UNREADABLE, "the project's key was destroyed, so its secrets cannot be read"));
        Aead key = unwrap(project, wrapped);
        opened.put(project, key);
        return key;
    }

    private Aead unwrap(ProjectId project, String wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                            Base64.getDecoder().decode(wrapped), keyEncryptionKey(), bytes(project.toString()), AEAD)
                    .getPrimitive(AEAD, Aead.class);
        } catch (GeneralSecurityException _) {
            throw new EngineRefused(
                    Reason.SECRETS_UNREADABLE,
                    "the project's key was wrapped by another key-encryption key than the reconciler's; "
                            + "the platform's operator has to give both services the same BERTH_KEK_FILE");
        }
    }

    private synchronized Aead keyEncryptionKey() {
        Aead known = keyEncryptionKey;
        if (known != null) {
            return known;
        }
        Path file = keyFile.orElseThrow(() -> new IllegalStateException(
                "there are secrets, but no key to read them with; set BERTH_KEK_FILE for the reconciler"));
        try {
            KeysetHandle keyset = TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file, StandardCharsets.UTF_8), AEAD, InsecureSecretKeyAccess.get());
            Aead key = keyset.getPrimitive(AEAD, Aead.class);
            keyEncryptionKey = key;
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key-encryption key " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no Tink keyset for AEAD", e);
        }
    }

    private static Configuration aead() {
        try {
            AeadConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has no AEAD", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
