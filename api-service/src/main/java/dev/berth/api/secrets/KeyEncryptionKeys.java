package dev.berth.api.secrets;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Finds the key-encryption key that the configuration names. */
@Singleton
class KeyEncryptionKeys {

    private static final Logger LOG = Logger.getLogger(KeyEncryptionKeys.class);

    @Produces
    @DefaultBean
    @Singleton
    @Startup
    KeyEncryptionKey keyEncryptionKey(SecretsConfig config) {
        return config.file().map(file -> open(file, config.create())).orElseGet(KeyEncryptionKeys::none);
    }

    private static KeyEncryptionKey open(Path file, boolean create) {
        if (create) {
            FileKeyEncryptionKey.makeIfAbsent(file);
        }
        return FileKeyEncryptionKey.open(file);
    }

    private static KeyEncryptionKey none() {
        LOG.warn("BERTH_KEK_FILE is not set: no secret variable can be taken");
        return () -> {
            throw new IllegalStateException("there is no key to seal secrets with; set BERTH_KEK_FILE");
        };
    }
}
