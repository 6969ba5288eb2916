package dev.berth.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate and its key.
 *
 * @param chain the certificate itself first
 */
record Certificate(PrivateKey key, List<X509Certificate> chain) {

    private static final String[] KEY_TYPES = {"RSA", "EC", "EdDSA"};

    Certificate {
        chain = List.copyOf(chain);
    }

    /** Reads both from PEM files; throws when they are no such thing. */
    static Certificate read(Vertx vertx, Path certificate, Path key) throws GeneralSecurityException {
        return read(
                vertx,
                new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString()),
                certificate + " and " + key);
    }

    /** Reads both from PEM texts; throws when they are no such thing. */
    static Certificate read(Vertx vertx, byte[] certificate, byte[] key) throws GeneralSecurityException {
        return read(
                vertx,
                new PemKeyCertOptions().setCertValue(Buffer.buffer(certificate)).setKeyValue(Buffer.buffer(key)),
                "a certificate and its key");
    }

    private static Certificate read(Vertx vertx, PemKeyCertOptions pem, String what) throws GeneralSecurityException {
        X509KeyManager manager = manager(vertx, pem, what);
        String alias = Arrays.stream(KEY_TYPES)
                .map(type -> manager.getServerAliases(type, null))
                .filter(aliases -> aliases != null && aliases.length > 0)
                .map(aliases -> aliases[0])
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the key is neither RSA, EC nor EdDSA"));
        Certificate read = new Certificate(manager.getPrivateKey(alias), List.of(manager.getCertificateChain(alias)));
        read.requireMatch();
        return read;
    }

    private static X509KeyManager manager(Vertx vertx, PemKeyCertOptions pem, String what)
            throws GeneralSecurityException {
        try {
            KeyManager[] managers = pem.getKeyManagerFactory(vertx).getKeyManagers();
            return (X509KeyManager) managers[0];
        } catch (Exception e) {
            throw new GeneralSecurityException("cannot read " + what, e);
        }
    }

    /** While files are replaced, one may be new already and the other still old. */
    private void requireMatch() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (keyType()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> keyType();
                });
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(chain.getFirst().getPublicKey());
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
    }

    /** The kind of key, as handshakes name it. */
    String keyType() {
        return key.getAlgorithm();
    }

    X509Certificate[] chainArray() {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public String toString() {
        return "Certificate[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
