package dev.berth.gateway.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates as RFC 5280 wants them, in the name of an authority. */
record Issuer(Certificate authority) {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    /** Clients refuse what lives for longer than 398 days. */
    private static final Duration LIFE = Duration.ofDays(90);
    /** A client's clock may be behind. */
    private static final Duration LEEWAY = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new authority, which vouches for itself. */
    static Certificate authority(Instant now) {
        KeyPair keys = Keys.make();
        BigInteger serial = serial();
        // two authorities of one name in a client's store would be mistaken for each other
        X500Principal name =
                new X500Principal("CN=Berth authority " + serial.toString(16).substring(0, 8));
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                            name,
                            serial,
                            Date.from(now.minus(LEEWAY)),
                            Date.from(now.plus(AUTHORITY_LIFE)),
                            name,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return new Certificate(keys.getPrivate(), List.of(signed(certificate, keys.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make an authority", e);
        }
    }

    /** A certificate for one hostname, with the authority's own behind it. */
    Certificate issue(String hostname, KeyPair keys, Instant now) {
        X509Certificate issuer = authority.chain().getFirst();
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                            issuer,
                            serial(),
                            Date.from(now.minus(LEEWAY)),
                            Date.from(now.plus(LIFE)),
                            new X500Principal("O=Berth"), // a common name has no room for every hostname
                            keys.getPublic())
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, hostname)))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
            return new Certificate(keys.getPrivate(), List.of(signed(certificate, authority.key()), issuer));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot certify " + hostname, e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
    }
}
