package dev.berth.api.secrets;

import com.google.crypto.tink.Aead;

/** The key that wraps data keys: a file, or a service that never gives its key away. */
public interface KeyEncryptionKey {

    Aead aead();
}
