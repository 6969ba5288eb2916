package dev.berth.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a caller shows to get into a private container. Sealed, so that the next kind of token fails to compile
 * wherever one has to think about it.
 */
sealed interface Token {

    /** The secret of an API key, by its hash. */
    record KeySecret(String sha256) implements Token {}

    /** Reads the value of {@code X-Auth-Token}. */
    static Token of(String header) {
        return new KeySecret(HexFormat.of().formatHex(sha256(header)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
