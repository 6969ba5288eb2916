package dev.berth.gateway.acme;

import dev.berth.gateway.tls.Keys;
import dev.berth.gateway.tls.Pem;
import dev.berth.gateway.tls.WholeFile;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The key by which an authority knows the account of all gateways on a folder; made once and kept. */
final class AccountKey {

    /** No host is called so. */
    private static final String LOCK = "the account's key";

    static KeyPair of(Path file, HostLocks locks) throws IOException {
        if (!Files.exists(file)) {
            make(file, locks);
        }
        return read(file);
    }

    private static void make(Path file, HostLocks locks) throws IOException {
        Optional<FileLock> lock = locks.tryLock(LOCK);
        if (lock.isEmpty()) {
            throw new IOException("another gateway is making " + file + " at this moment");
        }
        try (FileLock _ = lock.get()) {
            if (!Files.exists(file)) {
                WholeFile.write(file, Pem.of(Keys.make()), WholeFile.OWNER_ONLY);
            }
        }
    }

    private static KeyPair read(Path file) throws IOException {
        try (PEMParser pem = new PEMParser(Files.newBufferedReader(file))) {
            JcaPEMKeyConverter keys = new JcaPEMKeyConverter();
            if (pem.readObject() instanceof PrivateKeyInfo secret
                    && pem.readObject() instanceof SubjectPublicKeyInfo known) {
                return new KeyPair(keys.getPublicKey(known), keys.getPrivateKey(secret));
            }
            throw new IOException(file + " does not hold the two keys of an account");
        }
    }

    private AccountKey() {}
}
