package dev.berth.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;

/** Makes certificates for tests, with the tool that comes with Java. */
public final class Keytool {

    private static final String PASSWORD = "changeit";

    /** Writes {@code <name>.crt} and {@code <name>.key} into a folder, for that hostname; answers the certificate. */
    public static X509Certificate write(Path folder, String name, String hostname, String algorithm) {
        Path store = folder.resolve(UUID.randomUUID() + ".p12");
        try {
            run(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "it",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + hostname,
                    "-ext",
                    "san=dns:" + hostname,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            X509Certificate certificate = (X509Certificate) keys.getCertificate("it");
            write(folder.resolve(name + ".crt"), "CERTIFICATE", certificate.getEncoded());
            write(
                    folder.resolve(name + ".key"),
                    "PRIVATE KEY",
                    keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
            Files.delete(store);
            return certificate;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path whole = Files.writeString(
                file.resolveSibling(file.getFileName() + ".tmp"),
                "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Keytool() {}
}
