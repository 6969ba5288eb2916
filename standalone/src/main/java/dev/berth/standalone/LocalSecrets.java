package dev.berth.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets that this Berth makes for itself once, in files that only its user reads. */
final class LocalSecrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    LocalSecrets(Path folder) {
        this.folder = folder;
    }

    /** What the services show each other at the internal API. */
    String internal() throws IOException {
        return kept("internal-secret", () -> random(32));
    }

    /** The name of this Berth, so that two of them on one container engine never touch each other's. */
    String platform(Optional<String> configured) throws IOException {
        return configured.isPresent() ? configured.get() : kept("platform", () -> random(4));
    }

    private String kept(String name, Supplier<String> fresh) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            write(file, fresh.get());
        }
        return Files.readString(file).strip();
    }

    /** Whole or not at all, and never readable by others. */
    static void write(Path file, String content) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".unfinished",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
