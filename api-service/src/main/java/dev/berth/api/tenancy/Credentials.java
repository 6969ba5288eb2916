package dev.berth.api.tenancy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a client signs in with, in the shapes that clients insist on.
 *
 * @param accessKey {@code SCW} and 17 of A-Z and 0-9; public
 * @param secret a UUID; shown once, kept nowhere
 */
public record Credentials(String accessKey, String secret) {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LETTERS_AFTER_PREFIX = 17;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** New ones, that nobody can guess. */
    public static Credentials random() {
        StringBuilder accessKey = new StringBuilder("SCW");
        RANDOM.ints(LETTERS_AFTER_PREFIX, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .forEach(accessKey::append);
        return new Credentials(accessKey.toString(), UUID.randomUUID().toString());
    }

    /** What is kept of the secret. */
    String secretSha256() {
        return sha256(secret);
    }

    static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKey + "]";
    }
}
