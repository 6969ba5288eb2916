package dev.berth.api.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** A key-encryption key in a file: a Tink JSON keyset in cleartext, for its owner's eyes only. */
final class FileKeyEncryptionKey implements KeyEncryptionKey {

    private final Aead aead;

    private FileKeyEncryptionKey(Aead aead) {
        this.aead = aead;
    }

    static FileKeyEncryptionKey open(Path file) {
        try {
            KeysetHandle keyset = TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
            return new FileKeyEncryptionKey(keyset.getPrimitive(AeadConfig2026.get(), Aead.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key-encryption key in " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no Tink JSON keyset for AEAD", e);
        }
    }

    /** Makes the file if there is none. Of several that try at once, one wins, and all use the same key. */
    static void makeIfAbsent(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(
                    folder,
                    "kek",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(whole, newKeyset());
            linkUnlessThere(file, whole);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the key-encryption key " + file, e);
        }
    }

    private static void linkUnlessThere(Path file, Path whole) throws IOException {
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException _) {
            // another process was faster
        } finally {
            Files.delete(whole);
        }
    }

    private static String newKeyset() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
                    AeadConfig2026.get(),
                    InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key", e);
        }
    }

    @Override
    public Aead aead() {
        return aead;
    }
}
