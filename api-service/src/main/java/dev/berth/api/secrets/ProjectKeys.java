package dev.berth.api.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.berth.events.ProjectId;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** How data keys are made, wrapped and used. The forms are fixed: other services read them. */
final class ProjectKeys {

    private final KeyEncryptionKey keyEncryptionKey;

    ProjectKeys(KeyEncryptionKey keyEncryptionKey) {
        this.keyEncryptionKey = keyEncryptionKey;
    }

    /** A new data key, wrapped. */
    String make(ProjectId project) {
        try {
            KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    key, keyEncryptionKey.aead(), bytes(project), AeadConfig2026.get());
            return Base64.getEncoder().encodeToString(wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a data key for project " + project, e);
        }
    }

    /** The key that was wrapped. */
    Aead unwrap(ProjectId project, String wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                            Base64.getDecoder().decode(wrapped),
                            keyEncryptionKey.aead(),
                            bytes(project),
                            AeadConfig2026.get())
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the data key of project " + project
                            + " cannot be unwrapped; is this the key-encryption key that it was wrapped with?",
                    e);
        }
    }

    static String encrypt(Aead key, ProjectId project, String variable, Plaintext value) {
        try {
            byte[] ciphertext = key.encrypt(value.value().getBytes(UTF_8), (project + "/" + variable).getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal variable " + variable + " of project " + project, e);
        }
    }

    private static byte[] bytes(ProjectId project) {
        return project.toString().getBytes(UTF_8);
    }
}
