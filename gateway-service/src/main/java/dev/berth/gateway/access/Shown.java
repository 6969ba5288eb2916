package dev.berth.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a caller shows to get into a private container, by its hash. */
sealed interface Shown {

    /** The secret of an API key. */
    record SecretOfKey(String sha256) implements Shown {}

    /** A token: three parts with dots between them, which no secret has. */
    record SignedToken(String sha256) implements Shown {}

    /** Reads the value of {@code X-Auth-Token}. */
    static Shown of(String header) {
        String hash = HexFormat.of().formatHex(sha256(header));
        return header.indexOf('.') < 0 ? new SecretOfKey(hash) : new SignedToken(hash);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
