package dev.berth.api.dialect.scaleway.v1beta1;

import dev.berth.api.secrets.SigningKey;
import dev.berth.api.token.NewToken;
import dev.berth.events.TokenId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * A token in clear, for the one answer that shows it.
 *
 * @param jwt what a caller shows to be let in
 * @param publicKey checks its signature, as PEM
 */
record SignedToken(TokenId id, TokenBody wanted, String jwt, String publicKey) {

    private static final int VERSION = 2;

    static SignedToken sign(SigningKey key, TokenId id, TokenBody wanted, Instant now) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims(id, wanted, now).toJson());
        signature.setKey(key.secret());
        try {
            return new SignedToken(id, wanted, signature.getCompactSerialization(), key.publicPem());
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign token " + id, e);
        }
    }

    private static JwtClaims claims(TokenId id, TokenBody wanted, Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("application_claim", List.of(application(wanted.owner())));
        claims.setClaim("version", VERSION);
        claims.setAudience("functions");
        claims.setIssuer("SCALEWAY");
        claims.setSubject("token");
        claims.setJwtId(id.toString());
        claims.setIssuedAt(date(now));
        claims.setNotBefore(date(now));
        wanted.expiresAt().map(SignedToken::date).ifPresent(claims::setExpirationTime);
        return claims;
    }

    private static Map<String, String> application(TokenOwner owner) {
        return Map.of("namespace_id", owner.namespace(), "application_id", owner.container());
    }

    private static NumericDate date(Instant instant) {
        return NumericDate.fromSeconds(instant.getEpochSecond());
    }

    /** What is kept of it. */
    NewToken kept() {
        return new NewToken(id, wanted.description(), sha256(jwt), wanted.expiresAt());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SignedToken[" + id + "]";
    }
}
