package dev.berth.api.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.vertx.mutiny.sqlclient.Pool;
import java.security.GeneralSecurityException;

/** A secret box for tests, under a key of its own. */
public final class TestSecrets {

    public static final KeyEncryptionKey KEY = key();

    public static SecretBox box(DataKeys dataKeys) {
        return new SecretBox(dataKeys, KEY, new HashingThreads());
    }

    /** Data keys in a database. */
    public static DataKeys dataKeys(Pool pool) {
        return new PostgresDataKeys(pool);
    }

    private static KeyEncryptionKey key() {
        try {
            Aead aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
            return () -> aead;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestSecrets() {}
}
