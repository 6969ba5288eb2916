package dev.berth.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;

/** Certificates and keys as texts, RFC 7468. */
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    static void write(Path file, PrivateKey key, Set<PosixFilePermission> permissions) throws IOException {
        write(file, text("PRIVATE KEY", key.getEncoded()), permissions);
    }

    static void write(Path file, X509Certificate certificate, Set<PosixFilePermission> permissions) throws IOException {
        try {
            write(file, text("CERTIFICATE", certificate.getEncoded()), permissions);
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate without an encoding", e);
        }
    }

    private static String text(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    /** Whole or not at all, and never readable by more than it should be. */
    private static void write(Path file, String content, Set<PosixFilePermission> permissions) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".unfinished",
                "",
                PosixFilePermissions.asFileAttribute(permissions));
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Pem() {}
}
