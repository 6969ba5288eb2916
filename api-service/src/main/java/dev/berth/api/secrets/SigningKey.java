package dev.berth.api.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** An RSA key pair of the platform's own: what it signs, everybody can check. */
public final class SigningKey {

    private static final String RSA = "RSA";
    private static final int BITS = 2048;
    private static final int PEM_COLUMNS = 64;

    private final RSAPrivateCrtKey secret;
    private final PublicKey published;

    private SigningKey(RSAPrivateCrtKey secret) throws GeneralSecurityException {
        this.secret = secret;
        this.published = KeyFactory.getInstance(RSA)
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
    }

    /** The half that signs. */
    public PrivateKey secret() {
        return secret;
    }

    /** The half that checks, as PEM. */
    public String publicPem() {
        byte[] newline = "\n".getBytes(US_ASCII);
        String body = Base64.getMimeEncoder(PEM_COLUMNS, newline).encodeToString(published.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    static SigningKey make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(RSA);
            generator.initialize(BITS);
            return new SigningKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM can make RSA keys", e);
        }
    }

    /** Both halves, sealed; the name is bound to them. */
    String wrap(KeyEncryptionKey keyEncryptionKey, String name) {
        try {
            byte[] sealed = keyEncryptionKey.aead().encrypt(secret.getEncoded(), context(name));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot wrap signing key " + name, e);
        }
    }

    static SigningKey unwrap(KeyEncryptionKey keyEncryptionKey, String name, String wrapped) {
        Aead aead = keyEncryptionKey.aead();
        try {
            byte[] encoded = aead.decrypt(Base64.getDecoder().decode(wrapped), context(name));
            return new SigningKey(
                    (RSAPrivateCrtKey) KeyFactory.getInstance(RSA).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "signing key " + name
                            + " cannot be unwrapped; is this the key-encryption key that it was wrapped with?",
                    e);
        }
    }

    private static byte[] context(String name) {
        return ("signing-key/" + name).getBytes(UTF_8);
    }
}
