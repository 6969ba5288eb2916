package dev.berth.gateway.tls;

import static java.util.stream.Collectors.joining;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates and keys as texts, RFC 7468. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** A private key; whoever writes it down sees to it that nobody else reads it. */
    public static String of(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    /** Both keys of a pair, the secret one first. */
    public static String of(KeyPair keys) {
        return of(keys.getPrivate()) + text("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /** A chain of certificates, in its order. */
    public static String of(List<X509Certificate> chain) {
        return chain.stream().map(Pem::of).collect(joining());
    }

    private static String of(X509Certificate certificate) {
        try {
            return text("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    private static String text(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private Pem() {}
}
